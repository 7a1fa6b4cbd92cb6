import type { Logger } from '@tradewind/service/logger.ts'
import { currentContext, newContext, runInContext } from '@tradewind/service/request-context.ts'
import type { EffectRunner } from '../deps.ts'
import type { StoredOrder } from '../domain/order.ts'

/** Beyond it orders are left to the sweepers: a flood must not fill the memory, nor outlast a lease. */
const MOST_WAITING = 1_000

interface RunnerOptions {
  log: Logger
  /** Orders whose effects run at once. */
  parallel: number
  /** Runs all effects of one order. */
  run: (order: StoredOrder) => Promise<void>
  /** Lets other replicas have these at once. */
  release: (orders: StoredOrder[]) => Promise<void>
  /** Told when there is room again after there was none. */
  onRoom: () => void
}

interface Waiting {
  order: StoredOrder
  start: () => Promise<void>
}

/** Runs effects in the order they came, bounded; what waits is safe in the store whatever happens here. */
export function createEffectRunner({ log, parallel, run, release, onRoom }: RunnerOptions) {
  const waiting = new Map<string, Waiting>()
  const running = new Map<string, Promise<void>>()
  let stopped = false
  /** Someone was refused since there last was room. */
  let refused = false

  function startMore(): void {
    for (const [id, { start }] of waiting) {
      if (stopped || running.size >= parallel) return
      if (running.has(id)) continue
      waiting.delete(id)
      running.set(
        id,
        start().finally(() => finish(id)),
      )
    }
  }

  function finish(id: string): void {
    running.delete(id)
    startMore()
    if (!refused || waiting.size > 0 || stopped) return
    refused = false
    onRoom()
  }

  async function runSafely(order: StoredOrder): Promise<void> {
    try {
      await run(order)
    } catch (error) {
      log.error({ err: error, order_id: order.id }, 'effects not run to the end; the sweeper takes them up')
    }
  }

  const runner: EffectRunner & { room(): number; stop(): Promise<void> } = {
    hasRoom() {
      const hasRoom = waiting.size < MOST_WAITING
      refused ||= !hasRoom
      return hasRoom
    },
    run(order) {
      if (stopped || order.effects.length === 0) return
      // The request's id and trace go along, its deadline does not: the work goes on when the client has gone.
      const { request_id, traceparent } = currentContext() ?? newContext()
      waiting.set(order.id, { order, start: () => runInContext({ request_id, traceparent }, () => runSafely(order)) })
      startMore()
    },
    /** How many more a sweep should bring: enough that none of the parallel ones stands still. */
    room() {
      const room = Math.max(0, 2 * parallel - running.size - waiting.size)
      refused ||= room === 0
      return room
    },
    /** Hands over what has not begun and waits for what has. */
    async stop() {
      stopped = true
      const handed = [...waiting.values()].map(({ order }) => order).filter(({ id }) => !running.has(id))
      waiting.clear()
      await release(handed)
      await Promise.all(running.values())
    },
  }
  return runner
}
