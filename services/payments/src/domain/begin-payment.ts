import type { Payment, PaymentRequest } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'

interface Beginning {
  id: string
  request: PaymentRequest
  gateway: string
  /** Milliseconds since 1970. */
  now: number
}

/** The payment before anything is sent. Amounts in minor units. */
export function beginPayment({ id, request, gateway, now }: Beginning): Payment {
  const { order_id, amount, currency, payment_method, capture_method = 'automatic', customer, metadata = {} } = request
  const at = toTimestamp(now)
  return {
    id,
    order_id,
    customer_id: customer?.id ?? null,
    amount,
    currency,
    capture_method,
    status: 'processing',
    amount_capturable: 0,
    amount_captured: 0,
    amount_refunded: 0,
    amount_refund_pending: 0,
    amount_disputed: 0,
    payment_method: { token: payment_method, brand: null, last4: null, exp: null },
    gateway,
    gateway_ref: null,
    next_action: null,
    last_error: null,
    capture_before: null,
    metadata,
    version: 1,
    created_at: at,
    updated_at: at,
  }
}
