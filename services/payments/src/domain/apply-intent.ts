import type { Payment, PaymentError } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { GatewayPayment } from './outcome.ts'

/** The payment as the gateway has it; `last_error`: what it refused to do with it. */
export function withIntent(payment: Payment, { card, ...at_gateway }: GatewayPayment, change: Change): Payment {
  const payment_method = card ? { ...payment.payment_method, ...card } : payment.payment_method
  const { now, last_error = null } = change
  return { ...changed(payment, now), ...at_gateway, payment_method, last_error }
}

interface Change {
  /** Milliseconds since 1970. */
  now: number
  last_error?: PaymentError | null
}

export function failed(payment: Payment, { error, gateway_ref = null }: Failure, now: number): Payment {
  const ended = { status: 'failed' as const, next_action: null, amount_capturable: 0 }
  return { ...changed(payment, now), ...ended, last_error: error, gateway_ref: gateway_ref ?? payment.gateway_ref }
}

interface Failure {
  error: PaymentError
  gateway_ref?: string | null
}

export const changed = (payment: Payment, now: number): Payment => ({
  ...payment,
  version: payment.version + 1,
  updated_at: toTimestamp(now),
})
