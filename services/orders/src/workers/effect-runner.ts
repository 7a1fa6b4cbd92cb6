import type { Logger } from '@tradewind/service/logger.ts'
import { currentContext, newContext, runInContext } from '@tradewind/service/request-context.ts'
import type { EffectRunner } from '../deps.ts'
import type { StoredOrder } from '../domain/order.ts'

/** Beyond it an order is left to the sweeper: a flood must not fill the memory. */
const MOST_WAITING = 2_000

interface RunnerOptions {
  log: Logger
  /** Orders whose effects run at once. */
  parallel: number
  /** Runs all effects of one order. */
  run: (order: StoredOrder) => Promise<void>
  /** Lets other replicas have these at once. */
  release: (orders: StoredOrder[]) => Promise<void>
}

interface Waiting {
  order: StoredOrder
  start: () => Promise<void>
}

/** Runs effects in the order they came, bounded; what waits is safe in the store whatever happens here. */
export function createEffectRunner({ log, parallel, run, release }: RunnerOptions) {
  const waiting = new Map<string, Waiting>()
  const running = new Map<string, Promise<void>>()
  let stopped = false

  function startMore(): void {
    for (const [id, { start }] of waiting) {
      if (stopped || running.size >= parallel) return
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
  }

  async function runSafely(order: StoredOrder): Promise<void> {
    try {
      await run(order)
    } catch (error) {
      log.error({ err: error, order_id: order.id }, 'effects not run to the end; the sweeper takes them up')
    }
  }

  const runner: EffectRunner & { free(): number; stop(): Promise<void> } = {
    run(order) {
      if (stopped || order.effects.length === 0 || running.has(order.id) || waiting.size >= MOST_WAITING) return
      // The request's id and trace go along, its deadline does not: the work goes on when the client has gone.
      const { request_id, traceparent } = currentContext() ?? newContext()
      waiting.set(order.id, { order, start: () => runInContext({ request_id, traceparent }, () => runSafely(order)) })
      startMore()
    },
    /** How many more would run at once. */
    free: () => Math.max(0, parallel - running.size - waiting.size),
    /** Hands over what has not begun and waits for what has. */
    async stop() {
      stopped = true
      const handed = [...waiting.values()].map(({ order }) => order)
      waiting.clear()
      await release(handed)
      await Promise.all(running.values())
    },
  }
  return runner
}
