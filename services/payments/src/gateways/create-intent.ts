import type Stripe from 'stripe'
import type { Outcome } from '../domain/outcome.ts'
import { readIntentAnswer } from './read-answer.ts'
import { readFailure } from './read-failure.ts'
import type { Send } from './send.ts'

/** Creates and confirms in one call. */
export async function createIntent(stripe: Stripe, { request, key }: Send): Promise<Outcome> {
  try {
    return readIntentAnswer(await stripe.paymentIntents.create(JSON.parse(request), { idempotencyKey: key }))
  } catch (error) {
    return readFailure(error)
  }
}
