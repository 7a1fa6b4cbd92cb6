import type { Runtime } from '@tradewind/service/runtime.ts'
import type { Outcomes } from '../deps.ts'
import type { StoredOrder } from '../domain/order.ts'

type Listener = (order: StoredOrder | undefined) => void

/** Within this replica only; other replicas' outcomes are found by reading. */
export function createOutcomes({ sleep }: Pick<Runtime, 'sleep'>): Outcomes {
  const listeners = new Map<string, Set<Listener>>()

  function forget(order_id: string, listener: Listener): void {
    const waiting = listeners.get(order_id)
    waiting?.delete(listener)
    if (waiting?.size === 0) listeners.delete(order_id)
  }

  return {
    announce(order) {
      for (const listener of listeners.get(order.id) ?? []) listener(order)
    },
    async next(order_id, wait_ms) {
      const { promise, resolve } = Promise.withResolvers<StoredOrder | undefined>()
      const waited = new AbortController()
      listeners.set(order_id, (listeners.get(order_id) ?? new Set()).add(resolve))
      void sleep(wait_ms, waited.signal).then(() => resolve(undefined))
      try {
        return await promise
      } finally {
        forget(order_id, resolve)
        waited.abort()
      }
    },
  }
}
