import type { StoredOrder } from './order.ts'

type OrderPayment = StoredOrder['payments'][number]

/** Minor units of a payment that may still be given back: neither given back, nor on their way, nor disputed. */
export function refundableOf(order: StoredOrder, payment: OrderPayment): number {
  const { id, amount_captured, amount_refunded, amount_disputed } = payment
  const reserved = order.refunds
    .filter(({ payment_id, status }) => payment_id === id && status === 'processing')
    .reduce((sum, { amount }) => sum + amount, 0)
  return Math.max(0, amount_captured - amount_refunded - amount_disputed - reserved)
}
