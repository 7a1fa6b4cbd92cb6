import { Payment } from '@tradewind/contracts/payments.ts'
import type { HttpClient, HttpOutcome } from '@tradewind/service/http-client.ts'
import { Value } from 'typebox/value'
import type { ChargeAnswer, PaymentsClient } from '../deps.ts'

/** Longer than payments waits for its gateway. */
const CHARGE_LIMIT_MS = 14_000

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
  if (status === 201) return toAnswer('settled', body)
  if (status === 202) return toAnswer('pending', body)
  const { code, payment_id } = (body ?? {}) as { code?: string; payment_id?: string }
  if (status === 402) return fetchPayment(http, `/payments/${payment_id}`)
  if (code === 'order_already_paid') return fetchPayment(http, `/payments?order_id=${order_id}`)
  return { kind: 'failed', reason: `payments: ${status} ${code ?? ''}` }
}

/** The payment itself, where the first answer only names it. */
async function fetchPayment(http: HttpClient, path: string): Promise<ChargeAnswer> {
  const outcome = await http.call({ method: 'GET', path })
  if (outcome.kind !== 'answered' || outcome.status !== 200) return { kind: 'failed', reason: reasonOf(outcome) }
  const { data } = outcome.body as { data?: Payment[] }
  const payment = data ? data.find(isLive) : (outcome.body as Payment)
  return toAnswer(payment && isUnsettled(payment) ? 'pending' : 'settled', payment)
}

const isLive = ({ status }: Payment) => status !== 'failed' && status !== 'canceled'
const isUnsettled = ({ status }: Payment) => status === 'created' || status === 'processing'

const reasonOf = (outcome: HttpOutcome) =>
  `payments: ${outcome.kind === 'answered' ? outcome.status : outcome.reason} on reading the payment`

/** Money is not moved on an answer we only half understand. */
function toAnswer(kind: 'settled' | 'pending', payment: unknown): ChargeAnswer {
  if (Value.Check(Payment, payment)) return { kind, payment }
  return { kind: 'failed', reason: 'payments: the answer is not a payment' }
}
