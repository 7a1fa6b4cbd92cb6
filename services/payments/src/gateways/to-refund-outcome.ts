import type Stripe from 'stripe'
import type { GatewayRefund, Outcome } from '../domain/outcome.ts'

export function toRefundOutcome(refund: Stripe.Refund): Outcome {
  return { kind: 'refunded', refund: toGatewayRefund(refund) }
}

export function toGatewayRefund({ id: gateway_ref, status, failure_reason }: Stripe.Refund): GatewayRefund {
  if (status === 'succeeded') return { gateway_ref, status, error: null }
  if (status !== 'failed' && status !== 'canceled') return { gateway_ref, status: 'pending', error: null }
  const code = failure_reason ?? `refund_${status}`
  return { gateway_ref, status, error: { code, message: `The refund ${status} (${code.replaceAll('_', ' ')}).` } }
}
