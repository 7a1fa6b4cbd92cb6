import { requestEnd } from './end-order.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** An order that nobody paid in its time fails; what is authorized too late goes back. */
export function expireOrder(order: StoredOrder, occasion: Occasion): StoredOrder {
  if (order.status !== 'pending' || order.ending) return order
  return requestEnd(order, { as: 'failed', notify: false }, occasion)
}
