import type Stripe from 'stripe'
import type { Outcome } from '../domain/outcome.ts'
import { isStored } from './stored-failure.ts'
import { toOutcome } from './to-outcome.ts'
import { toRefundOutcome } from './to-refund-outcome.ts'

/** The SDK takes any JSON without an `error` for an answer, whatever its status: a proxy's page must not pass for one. */
export function readIntentAnswer(intent: Stripe.Response<Stripe.PaymentIntent>): Outcome {
  if (isAnswer(intent, 'payment_intent')) return toOutcome(intent)
  return noAnswer(intent, 'intent')
}

export function readRefundAnswer(refund: Stripe.Response<Stripe.Refund>): Outcome {
  if (isAnswer(refund, 'refund')) return toRefundOutcome(refund)
  return noAnswer(refund, 'refund')
}

const isAnswer = ({ object, lastResponse }: Stripe.Response<{ object: string }>, wanted: string): boolean =>
  object === wanted && lastResponse.statusCode === 200

function noAnswer({ lastResponse: { statusCode, headers } }: Stripe.Response<object>, wanted: string): Outcome {
  return { kind: 'unknown', reason: `status ${statusCode} and no ${wanted}`, key_spent: isStored(statusCode, headers) }
}
