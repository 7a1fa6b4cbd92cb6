import type { PaymentStatus } from '@tradewind/contracts/payments.ts'
import { shippedUnpaid } from './fulfillment/shipped-unpaid.ts'
import type { StoredOrder } from './order.ts'

type OrderPaymentStatus = StoredOrder['payment_status']

const STATUS_OF: Record<PaymentStatus, OrderPaymentStatus> = {
  created: 'processing',
  processing: 'processing',
  requires_action: 'requires_action',
  requires_capture: 'authorized',
  succeeded: 'captured',
  canceled: 'voided',
  failed: 'failed',
}

export const isLive = ({ status }: { status: PaymentStatus }): boolean => status !== 'failed' && status !== 'canceled'

/** The one payment that is neither failed nor canceled, else the latest. */
const currentPayment = ({ payments }: StoredOrder): StoredOrder['payments'][number] | undefined =>
  payments.findLast(isLive) ?? payments.at(-1)

/** The order with its totals, its payment status and what the customer must do, by its payments. */
export function withTotals(order: StoredOrder): StoredOrder {
  const captured_total = sum(order, 'amount_captured')
  const refunded_total = sum(order, 'amount_refunded')
  const { next_action: _, ...others } = order
  const totals = { captured_total, refunded_total, balance: Math.max(0, order.total - captured_total) }
  const next = { ...others, ...totals }
  const next_action = currentPayment(order)?.next_action
  return { ...next, ...(next_action && { next_action }), payment_status: paymentStatusOf(next) }
}

function paymentStatusOf(order: StoredOrder): OrderPaymentStatus {
  const { captured_total, refunded_total } = order
  if (refunded_total > 0) return refunded_total < captured_total ? 'partially_refunded' : 'refunded'
  if (captured_total > 0) return 'captured'
  const payment = currentPayment(order)
  if (!payment) return 'pending'
  return shippedUnpaid(order, payment) ? 'failed' : STATUS_OF[payment.status]
}

function sum({ payments }: StoredOrder, amount: 'amount_captured' | 'amount_refunded'): number {
  return payments.reduce((total, payment) => total + payment[amount], 0)
}
