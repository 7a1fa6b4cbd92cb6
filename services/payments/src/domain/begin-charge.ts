import type { Payment, PaymentRequest } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Attempt } from './attempt.ts'

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

interface FirstSend {
  id: string
  payment_id: string
  request: string
  now: number
  lease_end: number
}

/** The attempt that is sent right after its commit. */
export function beginAttempt({ id, payment_id, request, now, lease_end }: FirstSend): Attempt {
  return {
    id,
    payment_id,
    status: 'sent',
    fence: 1,
    request,
    key_seq: 0,
    key_at: now,
    key_spent: false,
    sent_at: now,
    next_at: lease_end,
    tries: 0,
    created_at: now,
  }
}
