import type Stripe from 'stripe'

/** The `error` member of Stripe's answers. */
export interface StripeErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  param?: string
  decline_code?: string
  advice_code?: string
  doc_url?: string
  charge?: string
  payment_intent?: Stripe.PaymentIntent
  payment_method?: Stripe.PaymentMethod
}

/** A refusal with Stripe's HTTP status and error body. */
export class GatewayError extends Error {
  readonly status: number
  readonly error: StripeErrorBody

  constructor(status: number, error: StripeErrorBody) {
    super(error.message)
    this.status = status
    this.error = error
  }
}

type Refusal = Omit<StripeErrorBody, 'type' | 'message' | 'doc_url'>

/** 400 `invalid_request_error`. */
export function createInvalidRequest(message: string, refusal: Refusal = {}): GatewayError {
  return new GatewayError(400, { type: 'invalid_request_error', message, ...withDocUrl(refusal) })
}

/** Stripe answers 404 for an id in the path, and 400 for an id in a parameter. */
export function createMissing(kind: string, { id, param }: { id: string; param: string }): GatewayError {
  const status = PATH_PARAMS.has(param) ? 404 : 400
  const refusal = withDocUrl({ code: 'resource_missing', param })
  return new GatewayError(status, { type: 'invalid_request_error', message: `No such ${kind}: '${id}'`, ...refusal })
}

export function createServerError(): GatewayError {
  const message = 'An unknown error occurred. If the error persists, look the object up before you try again.'
  return new GatewayError(500, { type: 'api_error', message })
}

export function docUrl(code: string): string {
  return `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`
}

function withDocUrl(refusal: Refusal): Refusal & { doc_url?: string } {
  return refusal.code ? { ...refusal, doc_url: docUrl(refusal.code) } : refusal
}

/** How Stripe names the id of the path. */
const PATH_PARAMS = new Set([
  'intent',
  'charge',
  'refund',
  'balance_transaction',
  'dispute',
  'payout',
  'id',
  'webhook_endpoint',
])
