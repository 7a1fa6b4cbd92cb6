import type { Payment, PaymentRequest } from '@tradewind/contracts/payments.ts'
import type { HttpClient } from '@tradewind/service/http-client.ts'
import type { ChargeAnswer, PaymentsClient, Unanswered } from '../client-deps.ts'
import { changePayment } from './change-payment.ts'
import { codeOf, fetchBody, isPayment, MONEY_LIMIT_MS, readPayment, reasonOf, toPayment } from './payment-answers.ts'
import { readRefunds, refund } from './refunds.ts'

/** The payments service over HTTP. */
export function createPaymentsClient(http: HttpClient): PaymentsClient {
  return {
    charge: (call) => charge(http, call),
    capture: (call) => changePayment(http, { ...call, action: 'capture' }),
    void: (call) => changePayment(http, { ...call, action: 'cancel' }),
    refund: (call) => refund(http, call),
    read: (payment_id) => readPayment(http, payment_id),
    readRefunds: (payment_id) => readRefunds(http, payment_id),
    readOfOrder: (order_id) => readOfOrder(http, order_id),
  }
}

async function charge(
  http: HttpClient,
  { key, request }: { key: string; request: PaymentRequest },
): Promise<ChargeAnswer> {
  const outcome = await http.call({
    method: 'POST',
    path: '/payments',
    body: request,
    idempotency_key: key,
    timeout_ms: MONEY_LIMIT_MS,
  })
  if (outcome.kind !== 'answered') return { kind: 'failed', reason: `payments: ${outcome.reason}` }
  return toAnswer(await readCharged(http, { ...outcome, order_id: request.order_id }))
}

/** The payment itself, also where the first answer only names it. */
async function readCharged(
  http: HttpClient,
  { status, body, order_id }: { status: number; body: unknown; order_id: string },
): Promise<Payment | Unanswered> {
  if (status === 201 || status === 202) return toPayment(body)
  if (status === 402) return readPayment(http, (body as { payment_id: string }).payment_id)
  if (codeOf(body) === 'order_already_paid') return readLive(http, order_id)
  return { reason: reasonOf(status, body) }
}

async function readLive(http: HttpClient, order_id: string): Promise<Payment | Unanswered> {
  const found = await readOfOrder(http, order_id)
  return 'reason' in found ? found : toPayment(found.find(isLive))
}

async function readOfOrder(http: HttpClient, order_id: string): Promise<Payment[] | Unanswered> {
  const found = await fetchBody(http, `/payments?order_id=${order_id}`)
  if ('reason' in found) return found
  const { data } = (found.body ?? {}) as { data?: unknown }
  return Array.isArray(data) && data.every(isPayment) ? data : { reason: 'payments: the answer is not payments' }
}

const isLive = ({ status }: Payment) => status !== 'failed' && status !== 'canceled'

/** By what the payment says of itself. */
function toAnswer(payment: Payment | Unanswered): ChargeAnswer {
  if ('reason' in payment) return { kind: 'failed', reason: payment.reason }
  const unsettled = payment.status === 'created' || payment.status === 'processing'
  return { kind: unsettled ? 'pending' : 'settled', payment }
}
