import type { Payment } from '@tradewind/contracts/payments.ts'
import type { HttpClient } from '@tradewind/service/http-client.ts'
import type { Unanswered } from '../deps.ts'
import { codeOf, MONEY_LIMIT_MS, readPayment, reasonOf, toPayment } from './payment-answers.ts'

interface Change {
  key: string
  payment_id: string
  action: 'capture' | 'cancel'
}

/** The payment after it. Where it is no longer so that this can be done, what it is now is the answer. */
export async function changePayment(
  http: HttpClient,
  { key, payment_id, action }: Change,
): Promise<Payment | Unanswered> {
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
  return codeOf(body) === 'invalid_state' ? readPayment(http, payment_id) : { reason: reasonOf(status, body) }
}
