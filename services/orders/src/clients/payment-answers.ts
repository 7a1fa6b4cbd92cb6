import { Payment } from '@tradewind/contracts/payments.ts'
import type { HttpClient } from '@tradewind/service/http-client.ts'
import { createCheck } from '@tradewind/service/schema-check.ts'
import type { Unanswered } from '../client-deps.ts'

/** Longer than payments waits for its gateway. */
export const MONEY_LIMIT_MS = 14_000

export const isPayment = createCheck(Payment)

/** `GET path`: what it answers, or why it does not. */
export async function fetchBody(http: HttpClient, path: string): Promise<{ body: unknown } | Unanswered> {
  const outcome = await http.call({ method: 'GET', path })
  if (outcome.kind === 'answered' && outcome.status === 200) return { body: outcome.body }
  const why = outcome.kind === 'answered' ? outcome.status : outcome.reason
  return { reason: `payments: ${why} on reading the payment` }
}

/** Money is not moved on an answer we only half understand. */
export const toPayment = (body: unknown): Payment | Unanswered =>
  isPayment(body) ? body : { reason: 'payments: the answer is not a payment' }

export async function readPayment(http: HttpClient, payment_id: string): Promise<Payment | Unanswered> {
  const found = await fetchBody(http, `/payments/${payment_id}`)
  return 'reason' in found ? found : toPayment(found.body)
}

export const codeOf = (body: unknown): string => ((body ?? {}) as { code?: string }).code ?? ''

export const reasonOf = (status: number, body: unknown): string => `payments: ${status} ${codeOf(body)}`
