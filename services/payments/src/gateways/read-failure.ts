import Stripe from 'stripe'
import type { Outcome } from '../domain/outcome.ts'
import { isStored } from './stored-failure.ts'
import { toPaymentError } from './to-payment-error.ts'

const { StripeConnectionError, StripeError, StripeIdempotencyError, StripeRateLimitError } = Stripe.errors

/** No connection came about, so nothing was written to one: unless it is one we already had that says so. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const ON_CONNECTION = new Set(['read', 'write'])

/** What is known after the SDK threw. Whatever is not provably something else is `unknown`. */
export function readFailure(error: unknown): Outcome {
  if (error instanceof StripeConnectionError) return readConnectionError(error)
  if (!(error instanceof StripeError)) return unknown(`unreadable answer (${error})`)
  if (error instanceof StripeRateLimitError) return { kind: 'in_use', reason: 'rate limited' }
  // The gateway knows this key with another request: what it did under it has to be looked up.
  if (error instanceof StripeIdempotencyError) return unknown(`key conflict: ${error.message}`, true)
  return readStatus(error)
}

function readStatus(error: Stripe.errors.StripeError): Outcome {
  const { statusCode: status, message, code } = error
  if (status === undefined) return unknown(`unreadable answer (${message})`)
  if (status >= 500) return unknown(`gateway answered ${status}`, isStored(status, error.headers))
  if (status === 402) {
    return { kind: 'declined', error: toPaymentError(error), gateway_ref: error.payment_intent?.id ?? null }
  }
  if (status === 409) return { kind: 'in_use', reason: code ?? 'conflict' }
  // Our own key is wrong: nothing ran, and no customer's payment fails for it.
  if (status === 401 || status === 403) return { kind: 'not_sent', reason: `gateway answered ${status}: ${message}` }
  if (status < 400) return unknown(`gateway answered ${status}`)
  return { kind: 'refused', error: { code: code ?? 'invalid_request', decline_code: null, advice_code: null, message } }
}

function readConnectionError({ detail, message }: Stripe.errors.StripeConnectionError): Outcome {
  const { code = '', syscall = '' } = detail instanceof Error ? (detail as NodeJS.ErrnoException) : {}
  if (NOT_CONNECTED.has(code) && !ON_CONNECTION.has(syscall)) return { kind: 'not_sent', reason: code }
  return unknown(`${message} ${detail instanceof Error ? detail.message : ''}`)
}

const unknown = (reason: string, key_spent = false): Outcome => ({ kind: 'unknown', reason, key_spent })
