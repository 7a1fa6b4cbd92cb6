import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Refund, RefundRequest, RefundStatus } from '@tradewind/contracts/refunds.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { GatewayRefund } from './outcome.ts'

/** What a payment can still give back; what the card issuer took is not ours to give. Minor units. */
export function refundableOf(payment: Payment): number {
  const { amount_captured, amount_refunded, amount_refund_pending, amount_disputed } = payment
  return Math.max(0, amount_captured - amount_refunded - amount_refund_pending - amount_disputed)
}

interface Beginning {
  id: string
  payment: Payment
  request: RefundRequest
  amount: number
  /** Milliseconds since 1970. */
  now: number
}

/** The refund before anything is sent: its amount is reserved in the same commit. */
export function beginRefund({ id, payment, request, amount, now }: Beginning): Refund {
  const { reason = null, metadata = {} } = request
  const at = toTimestamp(now)
  return {
    id,
    payment_id: payment.id,
    order_id: payment.order_id,
    amount,
    currency: payment.currency,
    status: 'processing',
    reason,
    gateway_ref: null,
    last_error: null,
    metadata,
    created_at: at,
    updated_at: at,
  }
}

/** A refund's move, and by how much it moves the payment's sums. */
export interface RefundChange {
  refund: Refund
  /** Its status before: who finds another one writes nothing. */
  from: RefundStatus
  pending: number
  refunded: number
}

/**
 * What the gateway's word makes of a refund; undefined when it changes nothing. A refund that had succeeded can still
 * fail (the bank sent it back); none comes back from failed or canceled.
 */
export function moveRefund(refund: Refund, at_gateway: GatewayRefund, now: number): RefundChange | undefined {
  const { status, amount } = refund
  if (at_gateway.status === 'pending' || status === at_gateway.status) return undefined
  if (status === 'failed' || status === 'canceled') return undefined
  const { gateway_ref, error: last_error } = at_gateway
  const moved = { ...refund, status: at_gateway.status, gateway_ref, last_error, updated_at: toTimestamp(now) }
  const succeeded = at_gateway.status === 'succeeded'
  if (status === 'succeeded') return { refund: moved, from: status, pending: 0, refunded: -amount }
  return { refund: moved, from: status, pending: -amount, refunded: succeeded ? amount : 0 }
}

/** The gateway would not take it: what was reserved is free again. */
export function refuseRefund(refund: Refund, last_error: Refund['last_error'], now: number): RefundChange {
  const refused: Refund = { ...refund, status: 'failed', last_error, updated_at: toTimestamp(now) }
  return { refund: refused, from: refund.status, pending: -refund.amount, refunded: 0 }
}
