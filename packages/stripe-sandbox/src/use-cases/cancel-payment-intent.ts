import type Stripe from 'stripe'
import type { Context, Deps } from '../deps.ts'
import {
  assertCancelable,
  type CancellationReason,
  cancelPaymentIntent as cancel,
  releaseCharge,
} from '../domain/cancel-payment-intent.ts'
import type { NewEvent } from '../domain/event.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { toCreated } from '../domain/position.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { declineOnHold } from './decline-on-hold.ts'
import { emitEvents } from './emit-events.ts'
import { renderObject } from './expand-object.ts'

interface CancelRequest {
  id: string
  reason: CancellationReason | null
}

/** Cancels an intent that is not settled and gives back what it had authorized. */
export async function cancelPaymentIntent(context: Context, call: Call, asked: CancelRequest): Promise<Answer> {
  const { id, reason } = asked
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const intent = writes.find('payment_intent', id)
      if (!intent) throw createMissing('payment_intent', { id, param: 'intent' })
      assertCancelable(intent)
      const charge = findHold(writes, intent)
      if (charge) declineOnHold(writes, { what: 'cancel', intent, charge })
      const text = cancelIntent(context, { writes, call, intent, reason, of_charge: 'charge.refunded' })
      return { status: 200, body: renderObject(text, { expand: call.expand, finds: writes }) }
    }),
  )
}

interface Canceling {
  writes: GatewayWrites
  call: Call | undefined
  intent: Stripe.PaymentIntent
  reason: CancellationReason | null
  /** What the release of an authorization is called. */
  of_charge: 'charge.refunded' | 'charge.expired'
}

/** Writes the canceled intent and answers its JSON. */
export function cancelIntent(deps: Deps, { writes, call, intent, reason, of_charge }: Canceling): string {
  const text = JSON.stringify(cancel(intent, { reason, canceled_at: toCreated(writes.nextPosition()) }))
  writes.updateIntent(intent.id, text)
  const released = release(writes, intent)
  const events: NewEvent[] = [{ type: 'payment_intent.canceled', text }]
  if (released) events.unshift({ type: of_charge, text: JSON.stringify(released) })
  emitEvents(deps, { writes, call, payment_method: intent.payment_method as string | null, events })
  return text
}

/** The charge that is authorized. */
function findHold(writes: GatewayWrites, intent: Stripe.PaymentIntent): Stripe.Charge | undefined {
  if (intent.status !== 'requires_capture' || typeof intent.latest_charge !== 'string') return undefined
  return writes.find('charge', intent.latest_charge)
}

/** The charge that was authorized, as it is afterwards. */
function release(writes: GatewayWrites, intent: Stripe.PaymentIntent): Stripe.Charge | undefined {
  const charge = findHold(writes, intent)
  if (!charge) return undefined
  const released = releaseCharge(charge)
  writes.updateCharge(charge, released)
  return released
}
