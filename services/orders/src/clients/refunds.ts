import { Refund, type RefundRequest } from '@tradewind/contracts/refunds.ts'
import type { HttpClient } from '@tradewind/service/http-client.ts'
import { createCheck } from '@tradewind/service/schema-check.ts'
import type { RefundAnswer, Unanswered } from '../client-deps.ts'
import { codeOf, fetchBody, MONEY_LIMIT_MS, reasonOf } from './payment-answers.ts'

const isRefund = createCheck(Refund)

/** Payments' definite no: there is nothing, or not so much, to give back. */
const REFUSALS = new Set(['amount_exceeds_refundable', 'invalid_state'])

interface Call {
  key: string
  payment_id: string
  request: RefundRequest
}

export async function refund(http: HttpClient, { key, payment_id, request }: Call): Promise<RefundAnswer> {
  const outcome = await http.call({
    method: 'POST',
    path: `/payments/${payment_id}/refunds`,
    body: request,
    idempotency_key: key,
    timeout_ms: MONEY_LIMIT_MS,
  })
  if (outcome.kind !== 'answered') return { reason: `payments: ${outcome.reason}` }
  const { status, body } = outcome
  if (status === 201 || status === 202) return isRefund(body) ? { refund: body } : { reason: NOT_A_REFUND }
  const code = codeOf(body)
  if (!REFUSALS.has(code)) return { reason: reasonOf(status, body) }
  const { detail = code } = body as { detail?: string }
  return { refusal: { code, message: detail } }
}

/** All refunds of a payment, page by page. */
export async function readRefunds(http: HttpClient, payment_id: string): Promise<Refund[] | Unanswered> {
  const refunds: Refund[] = []
  let after = ''
  for (;;) {
    const found = await fetchBody(http, `/payments/${payment_id}/refunds?limit=100${after}`)
    if ('reason' in found) return found
    const { data, next_cursor } = (found.body ?? {}) as { data?: unknown; next_cursor?: string | null }
    if (!Array.isArray(data) || !data.every(isRefund)) return { reason: NOT_A_REFUND }
    refunds.push(...data)
    if (!next_cursor) return refunds
    after = `&after=${next_cursor}`
  }
}

const NOT_A_REFUND = 'payments: the answer is not a refund'
