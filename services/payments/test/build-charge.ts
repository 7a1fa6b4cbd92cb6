import type { Payment, PaymentRequest } from '@tradewind/contracts/payments.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import type { NewCharge } from '../src/deps.ts'
import { beginAttempt } from '../src/domain/attempt.ts'
import { beginPayment } from '../src/domain/begin-payment.ts'

const { newId } = createRuntime()

export const newOrderId = (): string => newId('ord')

/** A valid body; `given` goes over it. */
export function buildRequest(given: Partial<PaymentRequest> = {}): PaymentRequest {
  return { order_id: newOrderId(), amount: 3000, currency: 'USD', payment_method: 'pm_card_visa', ...given }
}

interface Given {
  now?: number
  order_id?: string
  idempotency_key?: string
}

/** What T1 stores for a new order: sent at `now`, leased for 15 s. */
export function buildCharge({ now = 0, order_id = newOrderId(), idempotency_key = order_id }: Given = {}): NewCharge {
  const payment = beginPayment({ id: newId('pay'), request: buildRequest({ order_id }), gateway: 'stripe', now })
  const what = { id: newId('att'), kind: 'charge' as const, payment_id: payment.id }
  const first = { ...what, request: '{"amount":3000}', now, lease_end: now + 15_000 }
  const key = { client_id: 'service', idempotency_key, request_hash: 'hash' }
  return { key, payment, attempt: beginAttempt(first) }
}

/** The payment after its capture. */
export const captured = (payment: Payment): Payment => ({
  ...payment,
  status: 'succeeded',
  amount_captured: payment.amount,
  gateway_ref: `pi_${payment.id}`,
  version: payment.version + 1,
})
