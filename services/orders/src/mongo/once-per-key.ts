import type { StoredOrder } from '../domain/order.ts'

/** Whether the order was stored: false where its key or reference is another's. */
type Insert = (order: StoredOrder) => Promise<boolean>

/**
 * Of those with one key that come to this replica at once, one at a time goes to the server; once it is stored, or the
 * server is away, the others hear so. Servers on PostgreSQL let writers of one unique key wait for each other, and take a
 * second to part two of them.
 */
export function oncePerKey(insert: Insert): Insert {
  const under_way = new Map<string, Promise<boolean>>()
  return async (order) => {
    const key = JSON.stringify([order.client_id, order.idempotency_key])
    for (let first = under_way.get(key); first; first = under_way.get(key)) {
      if (await first) return false
    }
    const inserting = insert(order).finally(() => under_way.delete(key))
    under_way.set(key, inserting)
    return inserting
  }
}
