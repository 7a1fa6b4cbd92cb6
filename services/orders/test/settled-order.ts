import type { OrderRequest } from '@tradewind/contracts/orders.ts'
import type { Payment, PaymentStatus } from '@tradewind/contracts/payments.ts'
import { decide } from '../src/domain/decide.ts'
import { leaseTo } from '../src/domain/lease.ts'
import type { StoredOrder } from '../src/domain/order.ts'
import { effectOf, newOrder, occasion } from './new-order.ts'
import { toRequest } from './order-request.ts'
import { toPayment } from './to-payment.ts'

/** The order as a replica at work on it holds it: its charge may be out. */
export const chargingOrder = (request: OrderRequest = toRequest()): StoredOrder =>
  leaseTo(newOrder(request), 'rep_1', '2026-01-01T00:00:30.000Z')

export const paymentOf = (order: StoredOrder, status: PaymentStatus, changes: Partial<Payment> = {}): Payment =>
  toPayment({ order_id: order.id, amount: order.total }, status, changes)

/** The order after its charge came out so, without the mails of that. */
export function settledOrder(status: PaymentStatus, request: OrderRequest = toRequest()): StoredOrder {
  const order = chargingOrder(request)
  const charge = effectOf(order, 'charge')
  const payment = paymentOf(order, status)
  const settled = decide(order, { type: 'charge_settled', effect_id: charge.id, payment }, occasion)
  return { ...settled, effects: settled.effects.filter(({ type }) => type !== 'mail') }
}
