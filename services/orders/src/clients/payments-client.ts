import { Payment } from '@tradewind/contracts/payments.ts'
import type { HttpClient, HttpOutcome } from '@tradewind/service/http-client.ts'
import { createCheck } from '@tradewind/service/schema-check.ts'
import type { ChargeAnswer, PaymentsClient } from '../deps.ts'

/** Longer than payments waits for its gateway. */
const CHARGE_LIMIT_MS = 14_000

const isPayment = createCheck(Payment)

/** The payments service over HTTP. */
export function createPaymentsClient(http: HttpClient): PaymentsClient {
  return {
    async charge({ key, request }) {
      const outcome = await http.call({
        method: 'POST',
        path: '/payments',
        body: request,
        idempotency_key: key,
        timeout_ms: CHARGE_LIMIT_MS,
      })
      if (outcome.kind !== 'answered') return { kind: 'failed', reason: `payments: ${outcome.reason}` }
      return readAnswer(http, { ...outcome, order_id: request.order_id })
    },
  }
}

async function readAnswer(
  http: HttpClient,
  { status, body, order_id }: { status: number; body: unknown; order_id: string },
): Promise<ChargeAnswer> {
  if (status === 201 || status === 202) return toAnswer(body)
  const { code, payment_id } = (body ?? {}) as { code?: string; payment_id?: string }
  if (status === 402) return fetchPayment(http, `/payments/${payment_id}`)
  if (code === 'order_already_paid') return fetchPayment(http, `/payments?order_id=${order_id}`)
  return { kind: 'failed', reason: `payments: ${status} ${code ?? ''}` }
}

/** The payment itself, where the first answer only names it. */
async function fetchPayment(http: HttpClient, path: string): Promise<ChargeAnswer> {
  const outcome = await http.call({ method: 'GET', path })
  if (outcome.kind !== 'answered' || outcome.status !== 200) return { kind: 'failed', reason: reasonOf(outcome) }
  const { data } = (outcome.body ?? {}) as { data?: unknown }
  return toAnswer(Array.isArray(data) ? data.filter(isPayment).find(isLive) : outcome.body)
}

const isLive = ({ status }: Payment) => status !== 'failed' && status !== 'canceled'

const reasonOf = (outcome: HttpOutcome) =>
  `payments: ${outcome.kind === 'answered' ? outcome.status : outcome.reason} on reading the payment`

/** By what the payment says of itself. Money is not moved on an answer we only half understand. */
function toAnswer(payment: unknown): ChargeAnswer {
  if (!isPayment(payment)) return { kind: 'failed', reason: 'payments: the answer is not a payment' }
  const unsettled = payment.status === 'created' || payment.status === 'processing'
  return { kind: unsettled ? 'pending' : 'settled', payment }
}
