import type { Payment, PaymentError } from '@tradewind/contracts/payments.ts'
import type { HttpClient } from '@tradewind/service/http-client.ts'
import type { Refused, Unanswered } from '../client-deps.ts'
import { codeOf, MONEY_LIMIT_MS, readPayment, reasonOf, toPayment } from './payment-answers.ts'

interface Change {
  key: string
  payment_id: string
  action: 'capture' | 'cancel'
}

/** The payment after it, or that it was definitely refused. Where it is no longer so that this can be done, what it is now is the answer. */
export async function changePayment(
  http: HttpClient,
  { key, payment_id, action }: Change,
): Promise<Payment | Refused | Unanswered> {
  const outcome = await http.call({
    method: 'POST',
    path: `/payments/${payment_id}/${action}`,
    body: {},
    idempotency_key: key,
    timeout_ms: MONEY_LIMIT_MS,
  })
  if (outcome.kind !== 'answered') return { reason: `payments: ${outcome.reason}` }
  const { status, body } = outcome
  if (status === 200 || status === 202) return toPayment(body)
  if (codeOf(body) === 'invalid_state') return readPayment(http, payment_id)
  return status === 402 ? readRefused(http, { payment_id, body }) : { reason: reasonOf(status, body) }
}

/** Payments says the same to this key for ever; what is authorized no more speaks for itself. */
async function readRefused(
  http: HttpClient,
  { payment_id, body }: { payment_id: string; body: unknown },
): Promise<Payment | Refused | Unanswered> {
  const payment = await readPayment(http, payment_id)
  if ('reason' in payment || payment.status !== 'requires_capture') return payment
  return { payment, refusal: payment.last_error ?? toError(body) }
}

/** What the answer said, where the payment has forgotten it. */
function toError(body: unknown): PaymentError {
  const { detail = 'The payment was refused.' } = (body ?? {}) as { detail?: string }
  return { code: codeOf(body) || 'payment_refused', decline_code: null, advice_code: null, message: detail }
}
