import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ipOf } from '../../src/compose/addresses.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import { observe } from '../../src/compose/observer.ts'
import { type Crowd, gather } from '../../src/compose/slow-clients.ts'
import { openStack, type Stack } from '../../src/compose/stack.ts'
import { createClient, type PlainClient } from '../../src/plain-client.ts'
import { toRequest } from '../../src/shop.ts'

const MINUTE_MS = 60_000
const WATCHED_MS = 4_000
/** As quiet as it is: what others may be made to wait while somebody holds what he can. */
const RESPONSIVE_MS = 1_000
/** nginx lets go of who sends nothing whole for 10 s. */
const LET_GO_MS = 15_000

const HEAD = 'POST /orders HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/json\r\n'

describe.skipIf(!findCompose())('compose, with slow and greedy clients', () => {
  let stack: Stack
  let nginx: { host: string; port: number }
  let path: string
  let crowd: Crowd | undefined
  beforeAll(async () => {
    stack = await openStack()
    const [container = ''] = await stack.replicas('nginx')
    // Straight to it: the engine's own forwarder of the published port has limits of its own.
    nginx = { host: await ipOf(stack, container, 'app'), port: 8080 }
    const client = createClient(stack)
    const { body } = await client.post('/orders', 'watched', toRequest('pm_card_visa', 'watched@shop.example'))
    client.close()
    path = `/orders/${JSON.parse(body).id}`
  }, 6 * MINUTE_MS)
  afterEach(() => crowd?.close())

  it.each([
    ['2,000 clients never end their headers', { count: 2_000, begin: HEAD, trickle: 'X-More: 1\r\n' }],
    ['2,000 clients trickle a body', { count: 2_000, begin: `${HEAD}Content-Length: 200000\r\n\r\n{`, trickle: ' ' }],
    ['10,000 clients connect and say nothing', { count: 10_000 }],
  ])(
    'when %s, then others are served as before',
    async (_what, slow) => {
      crowd = await gather({ ...nginx, ...slow })
      if (slow.count === 10_000) expect(crowd.open()).toBe(slow.count)
      expectServed(await observe(stack, path, WATCHED_MS))
    },
    MINUTE_MS,
  )

  it(
    'when it is silence, or headers that never end, then the connection is closed',
    async () => {
      crowd = await gather({ ...nginx, count: 10 })
      const talking = await gather({ ...nginx, count: 10, begin: HEAD, trickle: 'X-More: 1\r\n' })
      await eventually(() => expect([crowd?.open(), talking.open()]).toEqual([0, 0]), { within_ms: LET_GO_MS })
      talking.close()
    },
    MINUTE_MS,
  )

  it(
    'when many send bodies of 1 MB, then each is refused with 413, and others are served as before',
    async () => {
      const client: PlainClient = createClient({ ...stack, url: `http://${nginx.host}:${nginx.port}` })
      const large = { note: 'x'.repeat(1024 * 1024) }
      const watching = observe(stack, path, WATCHED_MS)
      const statuses: number[] = []
      for (let round = 0; round < 10; round += 1) {
        const answers = Array.from({ length: 30 }, () => client.post('/orders', `large-${round}`, large))
        statuses.push(...(await Promise.all(answers)).map(({ status }) => status))
      }
      client.close()
      expect([...new Set(statuses)]).toEqual([413])
      expectServed(await watching)
    },
    MINUTE_MS,
  )
})

function expectServed(seen: { status: number; ms: number }[]): void {
  expect(seen.length).toBeGreaterThan(15)
  expect(seen.filter(({ status }) => status !== 200)).toEqual([])
  const times = seen.map(({ ms }) => ms).sort((a, b) => a - b)
  expect(times[Math.ceil(times.length * 0.99) - 1]).toBeLessThan(RESPONSIVE_MS)
}
