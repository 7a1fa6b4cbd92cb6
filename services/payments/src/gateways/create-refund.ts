import type Stripe from 'stripe'
import type { Outcome } from '../domain/outcome.ts'
import { readRefundAnswer } from './read-answer.ts'
import { readFailure } from './read-failure.ts'
import type { Send } from './send.ts'

export async function createRefund(stripe: Stripe, { request, key }: Send): Promise<Outcome> {
  try {
    return readRefundAnswer(await stripe.refunds.create(JSON.parse(request), { idempotencyKey: key }))
  } catch (error) {
    const failure = readFailure(error)
    // No card is asked when money goes back: whatever the gateway calls it, it is a refusal.
    return failure.kind === 'declined' ? { kind: 'refused', error: failure.error } : failure
  }
}
