import type { OrderRefund } from '@tradewind/contracts/orders.ts'
import { addEffect } from './effects.ts'
import { addEvent } from './events.ts'
import { settleFulfillments } from './fulfillment/settle-fulfillments.ts'
import type { Occasion, StoredOrder } from './order.ts'

type NewRefund = Pick<OrderRefund, 'origin' | 'amount' | 'payment_id' | 'reason' | 'line_items'>

/** Reserves what is to be given back, in the write that decides it, and has it given back. */
export function addRefund(
  order: StoredOrder,
  { refund, notify }: { refund: NewRefund; notify: boolean },
  occasion: Occasion,
): { order: StoredOrder; refund_id: string } {
  const { amount, payment_id, reason, line_items } = refund
  const id = occasion.newId('re')
  const listed: OrderRefund = { id, status: 'processing', ...refund, created_at: occasion.at }
  const reserved = { ...order, refunds: [...order.refunds, listed] }
  const counted = countLines(reserved, { lines: line_items, sign: 1 })
  const payload = { payment_id, amount, ...(reason === undefined ? {} : { reason }), notify }
  const effected = addEffect(counted, { type: 'refund', id, payload }, occasion)
  const told = addEvent(effected, 'refund.created', occasion, { refund_id: id, payment_id, amount })
  // What is refunded before it is sent need not be sent: that may have been the last.
  return { order: line_items ? settleFulfillments(told, occasion) : told, refund_id: id }
}

/** Units of lines count as refunded from the reservation on, so that no two refunds are for the same ones. */
export function countLines(
  order: StoredOrder,
  { lines = [], sign }: { lines: OrderRefund['line_items']; sign: 1 | -1 },
): StoredOrder {
  if (lines.length === 0) return order
  const units = new Map(lines.map(({ id, quantity }) => [id, sign * quantity]))
  const line_items = order.line_items.map((line) => {
    const more = units.get(line.id)
    return more === undefined ? line : { ...line, refunded_quantity: line.refunded_quantity + more }
  })
  return { ...order, line_items }
}
