import type Stripe from 'stripe'
import type { SentAttempt } from '../deps.ts'
import type { AttemptKind } from '../domain/attempt.ts'
import type { LookUp } from '../domain/outcome.ts'
import { toOutcome } from './to-outcome.ts'
import { EXPAND } from './to-params.ts'
import { toRefundOutcome } from './to-refund-outcome.ts'

const PAGE = 100
const MOST_LISTED = 20_000

type Finder = (stripe: Stripe, asked: SentAttempt) => Promise<LookUp>

/** An intent in one of these states has not done yet what it was asked for. */
const UNDONE: Partial<Record<AttemptKind, string[]>> = {
  capture: ['requires_capture'],
  cancel: ['requires_capture', 'requires_action', 'requires_confirmation', 'requires_payment_method'],
  confirm: ['requires_confirmation'],
}

const FINDERS: Record<AttemptKind, Finder> = {
  charge: findByAttempt,
  capture: findOnIntent,
  cancel: findOnIntent,
  confirm: findOnIntent,
  refund: findRefund,
  // It reads what is there before it does anything: sending it again is looking it up.
  undo: async () => ({ kind: 'none' }),
}

/** What the gateway has done of an attempt. Never throws: what cannot be read is `unsure`. */
export async function lookUp(stripe: Stripe, asked: SentAttempt): Promise<LookUp> {
  try {
    return await FINDERS[asked.attempt.kind](stripe, asked)
  } catch (error) {
    return { kind: 'unsure', reason: `look-up failed: ${error}` }
  }
}

/** By listing, since Stripe's search sees a new intent only after a while. */
async function findByAttempt(stripe: Stripe, { attempt, from_ms, until_ms }: SentAttempt): Promise<LookUp> {
  const created = { gte: Math.floor(from_ms / 1000), lte: Math.ceil(until_ms / 1000) }
  let listed = 0
  for await (const { id, metadata } of stripe.paymentIntents.list({ created, limit: PAGE })) {
    listed += 1
    if (metadata.attempt_id === attempt.id) {
      return { kind: 'found', outcome: toOutcome(await stripe.paymentIntents.retrieve(id, { expand: EXPAND })) }
    }
    if (listed === MOST_LISTED) return { kind: 'unsure', reason: `more than ${MOST_LISTED} intents at that time` }
  }
  return { kind: 'none' }
}

async function findOnIntent(stripe: Stripe, { attempt: { kind, request } }: SentAttempt): Promise<LookUp> {
  const intent = await stripe.paymentIntents.retrieve(JSON.parse(request).intent, { expand: EXPAND })
  if (UNDONE[kind]?.includes(intent.status)) return { kind: 'none' }
  return { kind: 'found', outcome: toOutcome(intent) }
}

async function findRefund(stripe: Stripe, { attempt: { refund_id, request } }: SentAttempt): Promise<LookUp> {
  const { payment_intent } = JSON.parse(request)
  for await (const refund of stripe.refunds.list({ payment_intent, limit: PAGE })) {
    if (refund.metadata?.refund_id === refund_id) return { kind: 'found', outcome: toRefundOutcome(refund) }
  }
  return { kind: 'none' }
}
