import { addEvent } from '../events.ts'
import type { Occasion, StoredOrder } from '../order.ts'
import { isInHouse, isSent } from './fulfillments.ts'
import { hasOpenLines, sentQuantity } from './quantities.ts'

/** The order with what follows from its fulfillments: quantities, `fulfillment_status`, and its completion. */
export function settleFulfillments(order: StoredOrder, occasion: Occasion): StoredOrder {
  const line_items = order.line_items.map((line) => ({ ...line, fulfilled_quantity: sentQuantity(order, line) }))
  const next = { ...order, line_items, fulfillment_status: fulfillmentStatusOf(order) }
  return completeWhenDone(next, occasion)
}

const TAKEN: ReadonlySet<StoredOrder['payment_status']> = new Set(['captured', 'partially_refunded', 'refunded'])

/** All has arrived, or came back: the order's life is over. While its money is missing it stays open. */
export function completeWhenDone(order: StoredOrder, occasion: Occasion): StoredOrder {
  const { status, payment_status, fulfillment_status } = order
  const arrived = fulfillment_status === 'delivered' || fulfillment_status === 'returned'
  if (status !== 'confirmed' || !arrived || !TAKEN.has(payment_status)) return order
  return addEvent({ ...order, status: 'completed' }, 'order.completed', occasion)
}

function fulfillmentStatusOf(order: StoredOrder): StoredOrder['fulfillment_status'] {
  const sent = order.fulfillments.filter(isSent)
  const inHouse = order.fulfillments.some(isInHouse)
  if (sent.length === 0) return inHouse ? 'in_progress' : 'unfulfilled'
  if (inHouse || hasOpenLines(order)) return 'partially_fulfilled'
  if (sent.every(({ status }) => status === 'returned')) return 'returned'
  return sent.some(({ status }) => status === 'shipped') ? 'fulfilled' : 'delivered'
}
