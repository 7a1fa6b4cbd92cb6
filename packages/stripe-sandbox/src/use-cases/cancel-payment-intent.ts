import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import {
  assertCancelable,
  type CancellationReason,
  cancelPaymentIntent as cancel,
  releaseCharge,
} from '../domain/cancel-payment-intent.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { toCreated } from '../domain/position.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { renderIntent } from './render-intent.ts'

interface CancelRequest {
  id: string
  reason: CancellationReason | null
}

/** Cancels an intent that is not settled and gives back what it had authorized. */
export async function cancelPaymentIntent(context: Context, call: Call, asked: CancelRequest): Promise<Answer> {
  const { id, reason } = asked
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const intent = writes.findIntent(id)
      if (!intent) throw createMissing('payment_intent', { id, param: 'intent' })
      assertCancelable(intent)
      const canceled = cancel(intent, { reason, canceled_at: toCreated(writes.nextPosition()) })
      const text = JSON.stringify(canceled)
      writes.updateIntent(id, text)
      const charge = release(writes, intent)
      return { status: 200, body: renderIntent({ intent: canceled, text, charge }, call.expand) }
    }),
  )
}

/** The latest charge as it is afterwards: released when it was authorized, else untouched. */
function release(writes: GatewayWrites, intent: Stripe.PaymentIntent): Stripe.Charge | undefined {
  if (typeof intent.latest_charge !== 'string') return undefined
  const charge = writes.findCharge(intent.latest_charge)
  if (!charge || intent.status !== 'requires_capture') return charge
  const released = releaseCharge(charge)
  writes.updateCharge(charge, released)
  return released
}
