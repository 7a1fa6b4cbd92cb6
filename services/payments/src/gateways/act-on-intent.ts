import type Stripe from 'stripe'
import type { Outcome } from '../domain/outcome.ts'
import { readIntentAnswer } from './read-answer.ts'
import { readFailure } from './read-failure.ts'
import type { Send } from './send.ts'
import { toOutcome } from './to-outcome.ts'
import { EXPAND } from './to-params.ts'

interface Action extends Send {
  kind: 'capture' | 'cancel' | 'confirm'
}

/** Captures, cancels or confirms an intent that is there. What is refused is read as it stayed. */
export async function actOnIntent(stripe: Stripe, action: Action): Promise<Outcome> {
  const { intent, params } = JSON.parse(action.request)
  try {
    if (action.kind === 'confirm') return await confirm(stripe, { intent, params, key: action.key })
    return readIntentAnswer(await stripe.paymentIntents[action.kind](intent, params, { idempotencyKey: action.key }))
  } catch (error) {
    const failure = readFailure(error)
    if (failure.kind !== 'refused' && failure.kind !== 'declined') return failure
    return readRefused(stripe, intent, failure.error)
  }
}

/** After 3-D Secure an intent goes on by itself, unless it was made to wait for us: confirming it then would begin anew. */
async function confirm(stripe: Stripe, { intent, params, key }: Confirming): Promise<Outcome> {
  const found = await stripe.paymentIntents.retrieve(intent, { expand: EXPAND })
  if (found.status !== 'requires_confirmation') return readIntentAnswer(found)
  return readIntentAnswer(await stripe.paymentIntents.confirm(intent, params, { idempotencyKey: key }))
}

interface Confirming {
  intent: string
  params: Stripe.PaymentIntentConfirmParams
  key: string
}

const ELSEWHERE = 'payment_intent_unexpected_state'

/** An intent that is in another state than we thought tells itself what became of it. */
async function readRefused(stripe: Stripe, intent: string, error: Refusal['error']): Promise<Outcome> {
  try {
    const outcome = toOutcome(await stripe.paymentIntents.retrieve(intent, { expand: EXPAND }))
    if (outcome.kind !== 'settled' || error.code === ELSEWHERE) return outcome
    return { kind: 'refused', error, at_gateway: outcome.at_gateway }
  } catch (failure) {
    return { kind: 'unknown', reason: `refused (${error.code}), then not read: ${failure}`, key_spent: false }
  }
}

type Refusal = Extract<Outcome, { kind: 'refused' }>
