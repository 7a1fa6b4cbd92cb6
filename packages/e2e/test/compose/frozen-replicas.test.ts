import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectBooksAgree } from '../../src/compose/books.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import { awaitHealthy } from '../../src/compose/operations.ts'
import { quantile, readFaults } from '../../src/compose/report.ts'
import { openStack, SERVICES, type Stack } from '../../src/compose/stack.ts'
import { underLoad } from '../../src/compose/under-load.ts'
import { createClient } from '../../src/plain-client.ts'

const MINUTE_MS = 60_000
/** nginx's read limit, then another replica is asked; where a client waits for an outcome, that one waits for it up to 10 s. */
const LIMITS_MS = { create: 15_000 + 10_000, read: 5_000, list: 5_000 }
/** Of a read, before it has asked all replicas. */
const NGINX_GIVES_UP_MS = 8_000
/** For the connects, and for the answer of the other one. */
const ELSEWHERE_MS = 2_500
/** Longer than the limit of who asks that service. */
const FROZEN_MS = { orders: 17_000, payments: 8_000, email: 8_000 }

describe.skipIf(!findCompose())('compose, with a frozen replica', () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await openStack({ replicas: 2 })
  }, 6 * MINUTE_MS)

  it(
    'when a replica of each service stops moving, then requests end elsewhere in bounded time, and each order once',
    async () => {
      const load = await underLoad({ ...stack, per_s: 40, name: 'frozen' }, async (running) => {
        await delay(3_000)
        for (const service of SERVICES) {
          running.phase(`${service} frozen`)
          await freeze(stack, service)
        }
      })
      expect(readFaults(load.samples)).toEqual([])
      for (const [kind, asked] of Map.groupBy(load.samples, ({ kind }) => kind)) {
        expect(quantile(asked, 1), kind).toBeLessThan(LIMITS_MS[kind] + ELSEWHERE_MS)
      }
      await expectBooksAgree(stack, load.acknowledged)
    },
    5 * MINUTE_MS,
  )

  it('when no replica moves, then a reader hears so after the read limit, and is not made to wait for it again', async () => {
    const replicas = await stack.replicas('orders')
    const client = createClient(stack)
    await stack.docker('pause', ...replicas)
    const asked_at = performance.now()
    const { status, body } = await client.get('/orders')
    const waited_ms = performance.now() - asked_at
    await stack.docker('unpause', ...replicas)
    await awaitHealthy(stack, 'orders', replicas.length)
    client.close()
    expect([status, JSON.parse(body).code]).toEqual([504, 'service_timeout'])
    expect(waited_ms).toBeGreaterThan(LIMITS_MS.read - 1_000)
    expect(waited_ms).toBeLessThan(NGINX_GIVES_UP_MS + ELSEWHERE_MS)
  })
})

/** The freezer stops every process of it at once, as SIGSTOP would; the kernel still takes what is sent to it. */
async function freeze(stack: Stack, service: keyof typeof FROZEN_MS): Promise<void> {
  const [replica = ''] = await stack.replicas(service)
  await stack.docker('pause', replica)
  await delay(FROZEN_MS[service])
  await stack.docker('unpause', replica)
  await awaitHealthy(stack, service, 2)
}
