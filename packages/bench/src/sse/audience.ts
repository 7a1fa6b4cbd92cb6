import { eventually } from '@tradewind/testkit/eventually.ts'
import { KEY } from '../orders-alone/start-orders-alone.ts'
import { createFeedClient, type Heard } from './feed-client.ts'

export interface Audience {
  /** All begin at once, each behind its last event. */
  follow(port: number): Promise<void>
  /** All go over to this port, each when its stream has ended. */
  moveTo(port: number): Promise<void>
  /** What was heard since it was last taken. */
  take(): Heard
  /** Waits until all have the events up to `newest`; answers how many never came. */
  awaitAll(newest: number): Promise<number>
}

/** Many clients that follow the feed from one position on. */
export function createAudience(count: number, after: number): Audience {
  const heard: Heard = { latencies_ms: [], lost: 0, doubled: 0 }
  const clients = Array.from({ length: count }, () => createFeedClient({ key: KEY, after, heard }))
  const missing = (newest: number) => clients.reduce((sum, client) => sum + newest - client.last(), 0)
  return {
    async follow(port) {
      await Promise.all(clients.map((client) => client.follow(port)))
    },
    async moveTo(port) {
      await Promise.all(clients.map((client) => client.ended().then(() => client.follow(port))))
    },
    take() {
      const { lost, doubled } = heard
      Object.assign(heard, { lost: 0, doubled: 0 })
      return { latencies_ms: heard.latencies_ms.splice(0), lost, doubled }
    },
    async awaitAll(newest) {
      await eventually(() => missing(newest) === 0).catch(() => undefined)
      return missing(newest)
    },
  }
}
