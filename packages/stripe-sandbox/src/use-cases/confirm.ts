import type Stripe from 'stripe'
import type { Context, Deps } from '../deps.ts'
import { type Confirmation, type Confirmed, confirmPaymentIntent } from '../domain/confirm-payment-intent.ts'
import type { EventType, NewEvent } from '../domain/event.ts'
import { toCreated } from '../domain/position.ts'
import type { Finds, GatewayWrites, Kind, ObjectKinds } from '../gateway-store.ts'
import { bookCharge } from './book-charge.ts'
import type { Answer, Call } from './call.ts'
import { emitEvents } from './emit-events.ts'
import { expandObject } from './expand-object.ts'
import { scheduleDispute } from './open-dispute.ts'

export type Confirming = Omit<Confirmation, 'charge_id' | 'created'>

interface Step {
  writes: GatewayWrites
  call: Call | undefined
  intent: Stripe.PaymentIntent
  confirming: Confirming
  /** What happened in the same unit before. */
  before?: NewEvent[]
  save(row: { intent: Stripe.PaymentIntent; text: string }): void
}

/** Decides on the card and writes the intent, its charge and their events; shared by create with `confirm` and by confirm. */
export function confirm(context: Context, step: Step): Answer {
  const { writes, call, intent, confirming, before = [], save } = step
  const position = writes.nextPosition()
  const charge_id = context.newId('ch')
  const confirmed = confirmPaymentIntent(intent, { ...confirming, charge_id, created: toCreated(position) })
  const text = JSON.stringify(confirmed.intent)
  save({ intent: confirmed.intent, text })
  const saved = confirmed.kind === 'requires_action' ? undefined : saveCharge(context, { writes, position, confirmed })
  const events = [...before, ...toEvents(confirmed, { text, charge_text: saved?.text })]
  emitEvents(context, { writes, call, payment_method: confirming.method.id, events })
  if (confirmed.kind === 'declined') return { status: 402, body: JSON.stringify({ error: confirmed.error }) }
  if (!call || call.expand.length === 0) return { status: 200, body: text }
  const expanded = expandObject(confirmed.intent, { expand: call.expand, finds: withCharge(writes, saved?.charge) })
  return { status: 200, body: JSON.stringify(expanded) }
}

/** The charge is at hand: it is on every order's way, and need not be read back. */
function withCharge(finds: Finds, charge: Stripe.Charge | undefined): Finds {
  return {
    find: <K extends Kind>(kind: K, id: string) =>
      id === charge?.id ? (charge as ObjectKinds[K]) : finds.find(kind, id),
  }
}

type WithCharge = Exclude<Confirmed, { kind: 'requires_action' }>

function saveCharge(
  context: Context,
  { writes, position, confirmed }: { writes: GatewayWrites; position: number; confirmed: WithCharge },
): { charge: Stripe.Charge; text: string } {
  const charge = bookCharge(context, writes, confirmed.charge)
  const text = JSON.stringify(charge)
  writes.insertCharge(charge, { position, text })
  watchCharge(context, writes, charge)
  return { charge, text }
}

/** An authorization expires, and some cards are disputed. */
function watchCharge(deps: Deps, writes: GatewayWrites, charge: Stripe.Charge): void {
  scheduleDispute(deps, writes, charge)
  const { capture_before } = charge.payment_method_details?.card ?? {}
  if (capture_before === undefined || !charge.paid) return
  writes.schedule({ kind: 'expire_authorization', object_id: String(charge.payment_intent) }, capture_before * 1000)
}

const CHARGE_EVENTS = { charged: 'charge.succeeded', declined: 'charge.failed' } as const

function toEvents(confirmed: Confirmed, texts: { text: string; charge_text: string | undefined }): NewEvent[] {
  const of_intent = { type: toIntentEvent(confirmed), text: texts.text }
  if (confirmed.kind === 'requires_action' || texts.charge_text === undefined) return [of_intent]
  return [{ type: CHARGE_EVENTS[confirmed.kind], text: texts.charge_text }, of_intent]
}

function toIntentEvent({ kind, intent }: Confirmed): EventType {
  if (kind === 'declined') return 'payment_intent.payment_failed'
  if (kind === 'requires_action') return 'payment_intent.requires_action'
  return intent.status === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated'
}
