import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { expect, it } from 'vitest'
import { openStream } from './http/sse-client.ts'
import { toUnpaidRequest } from './order-request.ts'
import { startProcess } from './start-process.ts'

const AUTHORIZATION = { authorization: 'Bearer sk_admin_key' }
const CLIENTS = 50
/** The relay's lease of a replica that is gone ends first. */
const PATIENCE = { within_ms: 40_000 }

type Stream = Awaited<ReturnType<typeof openStream>>

/** Places orders, one after the other, until it is stopped; answers how many. */
function placeOrders(url: string) {
  let stopped = false
  const placing = (async () => {
    let placed = 0
    for (; !stopped; placed += 1) {
      const headers = { ...AUTHORIZATION, 'content-type': 'application/json', 'idempotency-key': `k${placed}` }
      const answer = await fetch(`${url}/orders`, { method: 'POST', headers, body: JSON.stringify(toUnpaidRequest()) })
      expect(answer.status).toBe(201)
      await new Promise(setImmediate)
    }
    return placed
  })()
  return {
    async stop() {
      stopped = true
      return placing
    },
  }
}

const positionsOf = ({ received }: Stream) => received.map(({ id }) => id)

it.each(documentDatabases())(
  'when 50 follow the feed on $kind and their replica goes then each has every event once, in order, from another one',
  async ({ create }) => {
    const database = await create()
    const replicas = [
      await startProcess({ DATABASE_URL: database.url }),
      await startProcess({ DATABASE_URL: database.url }),
    ] as const
    const [first, second] = replicas
    const follow = (url: string, position: number) =>
      openStream(`${url}/events/stream`, { ...AUTHORIZATION, 'last-event-id': String(position) })
    try {
      const before = await Promise.all(Array.from({ length: CLIENTS }, () => follow(first.url, 0)))
      const orders = placeOrders(second.url)
      await eventually(() => before.every(({ received }) => received.length >= 5), PATIENCE)
      first.child.kill('SIGTERM')
      const after = await Promise.all(
        before.map(async (stream) => {
          await stream.ended
          return follow(second.url, positionsOf(stream).at(-1) ?? 0)
        }),
      )
      await eventually(() => after.every(({ received }) => received.length >= 5), PATIENCE)
      const newest = await orders.stop()
      const seenBy = (nth: number) => [before[nth], after[nth]].flatMap((stream) => (stream ? positionsOf(stream) : []))
      await eventually(() => after.every((stream) => positionsOf(stream).at(-1) === newest), PATIENCE)
      const each = Array.from({ length: newest }, (_, index) => index + 1)
      for (let nth = 0; nth < CLIENTS; nth += 1) expect(seenBy(nth)).toEqual(each)
      await Promise.all(after.map(({ close }) => close()))
    } finally {
      for (const { child } of replicas) child.kill('SIGKILL')
      await Promise.all(replicas.map(({ ended }) => ended))
      await database.drop()
    }
  },
  120_000,
)
