import type { Payment, PaymentStatus } from '@tradewind/contracts/payments.ts'

interface Paid {
  order_id: string
  amount: number
}

const NOTHING = {
  amount_capturable: 0,
  amount_captured: 0,
  amount_refunded: 0,
  amount_refund_pending: 0,
  amount_disputed: 0,
}

export const INSUFFICIENT_FUNDS = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  advice_code: null,
  message: 'Your card has insufficient funds.',
}

/** A payment goes only forward. */
const VERSION_OF: Record<PaymentStatus, number> = {
  created: 1,
  processing: 2,
  requires_action: 3,
  requires_capture: 4,
  succeeded: 5,
  canceled: 5,
  failed: 5,
}

/** The order's one payment as payments would show it in `status`. */
export function toPayment({ order_id, amount }: Paid, status: PaymentStatus, changes: Partial<Payment> = {}): Payment {
  return {
    id: order_id.replace('ord_', 'pay_'),
    order_id,
    customer_id: null,
    amount,
    currency: 'USD',
    capture_method: 'automatic',
    status,
    ...NOTHING,
    ...(status === 'succeeded' && { amount_captured: amount }),
    ...(status === 'requires_capture' && { amount_capturable: amount }),
    payment_method: { token: 'pm_card_visa', brand: 'visa', last4: '4242', exp: null },
    gateway: 'stripe',
    gateway_ref: 'pi_1',
    next_action: status === 'requires_action' ? { type: 'redirect_to_url', url: 'https://bank.example/3ds' } : null,
    last_error: status === 'failed' ? INSUFFICIENT_FUNDS : null,
    capture_before: null,
    metadata: {},
    version: VERSION_OF[status],
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    ...changes,
  }
}
