import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { type Confirmation, type Confirmed, confirmPaymentIntent } from '../domain/confirm-payment-intent.ts'
import { toCreated } from '../domain/position.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import type { Answer, Call } from './call.ts'
import { renderIntent } from './render-intent.ts'

export type Confirming = Omit<Confirmation, 'charge_id' | 'created'>

interface Step {
  writes: GatewayWrites
  call: Call
  intent: Stripe.PaymentIntent
  confirming: Confirming
  save(row: { intent: Stripe.PaymentIntent; text: string }): void
}

/** Decides on the card and writes the intent and its charge; shared by create with `confirm` and by confirm. */
export function confirm(context: Context, { writes, call, intent, confirming, save }: Step): Answer {
  const position = writes.nextPosition()
  const charge_id = context.newId('ch')
  const confirmed = confirmPaymentIntent(intent, { ...confirming, charge_id, created: toCreated(position) })
  const text = JSON.stringify(confirmed.intent)
  save({ intent: confirmed.intent, text })
  if (confirmed.kind !== 'requires_action') writes.insertCharge(confirmed.charge, position)
  return toAnswer(confirmed, { text, expand: call.expand })
}

function toAnswer(confirmed: Confirmed, { text, expand }: { text: string; expand: string[] }): Answer {
  if (confirmed.kind === 'declined') return { status: 402, body: JSON.stringify({ error: confirmed.error }) }
  const charge = confirmed.kind === 'charged' ? confirmed.charge : undefined
  return { status: 200, body: renderIntent({ intent: confirmed.intent, text, charge }, expand) }
}
