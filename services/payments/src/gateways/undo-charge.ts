import type Stripe from 'stripe'
import type { Outcome } from '../domain/outcome.ts'
import { readFailure } from './read-failure.ts'
import type { Send } from './send.ts'
import { EXPAND } from './to-params.ts'

/** Takes back a charge that should not be: refunded where it was captured, canceled before. Harmless to repeat. */
export async function undoCharge(stripe: Stripe, { request, key }: Send): Promise<Outcome> {
  const { intent, metadata } = JSON.parse(request)
  try {
    const found = await stripe.paymentIntents.retrieve(intent, { expand: EXPAND })
    if (found.status === 'canceled') return undone('voided')
    if (found.status !== 'succeeded') return await cancel(stripe, intent, key)
    return await refund(stripe, { found, metadata, key })
  } catch (error) {
    return overtaken(readFailure(error))
  }
}

/** Between reading and canceling it has become another: captured, say. It is read anew, under a key that was not refused. */
function overtaken(failure: Outcome): Outcome {
  if (failure.kind !== 'refused' || failure.error.code !== 'payment_intent_unexpected_state') return failure
  return { kind: 'unknown', reason: failure.error.message, key_spent: true }
}

async function cancel(stripe: Stripe, intent: string, key: string): Promise<Outcome> {
  const { status } = await stripe.paymentIntents.cancel(intent, {}, { idempotencyKey: `${key}:void` })
  return status === 'canceled' ? undone('voided') : { kind: 'unknown', reason: `intent is ${status}`, key_spent: false }
}

async function refund(stripe: Stripe, { found, metadata, key }: Refunding): Promise<Outcome> {
  const known = await stripe.refunds.list({ payment_intent: found.id, limit: 100 })
  const ours = known.data.find((one) => one.metadata?.undo === metadata.undo)
  const made =
    ours ?? (await stripe.refunds.create({ payment_intent: found.id, metadata }, { idempotencyKey: `${key}:refund` }))
  if (made.status === 'succeeded') return undone('refunded', made.id)
  if (made.status !== 'failed' && made.status !== 'canceled') {
    return { kind: 'unknown', reason: `refund is ${made.status}`, key_spent: false }
  }
  const code = made.failure_reason ?? `refund_${made.status}`
  return { kind: 'refused', error: { code, decline_code: null, advice_code: null, message: 'The refund failed.' } }
}

interface Refunding {
  found: Stripe.PaymentIntent
  metadata: Record<string, string>
  key: string
}

const undone = (how: 'voided' | 'refunded', refund_ref: string | null = null): Outcome => ({
  kind: 'undone',
  undoing: { how, refund_ref },
})
