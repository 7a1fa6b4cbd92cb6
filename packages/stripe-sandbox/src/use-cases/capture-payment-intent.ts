import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { assertCapturable, capturePaymentIntent as capture } from '../domain/capture-payment-intent.ts'
import { toCardError } from '../domain/decline-charge.ts'
import type { NewEvent } from '../domain/event.ts'
import { createMissing, GatewayError } from '../domain/gateway-error.ts'
import { findTestMethod } from '../domain/test-method.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import { bookCharge } from './book-charge.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { emitEvents } from './emit-events.ts'
import { renderObject } from './expand-object.ts'
import { scheduleDispute } from './open-dispute.ts'

interface CaptureRequest {
  id: string
  /** null captures all of it. */
  amount_to_capture: number | null
}

/** Takes the money of a `requires_capture` intent, once. */
export async function capturePaymentIntent(context: Context, call: Call, asked: CaptureRequest): Promise<Answer> {
  const { id, amount_to_capture } = asked
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const intent = writes.find('payment_intent', id)
      if (!intent) throw createMissing('payment_intent', { id, param: 'intent' })
      assertCapturable(intent)
      const charge = writes.find('charge', intent.latest_charge as string)
      if (!charge) throw new Error(`the charge of ${id} is not on file`)
      const captured = capture(intent, { charge, amount_to_capture })
      declineCapture(writes, { intent, charge })
      const booked = bookCharge(context, writes, captured.charge)
      const text = JSON.stringify(captured.intent)
      writes.updateIntent(id, text)
      writes.updateCharge(charge, booked)
      scheduleDispute(context, writes, booked)
      const events: NewEvent[] = [
        { type: 'charge.captured', text: JSON.stringify(booked) },
        { type: 'payment_intent.succeeded', text },
      ]
      emitEvents(context, { writes, call, payment_method: charge.payment_method, events })
      return { status: 200, body: renderObject(text, { expand: call.expand, finds: writes }) }
    }),
  )
}

/** @throws GatewayError 402 where the card is one whose capture is declined; what is authorized stays so */
function declineCapture(
  writes: GatewayWrites,
  { intent, charge }: { intent: Stripe.PaymentIntent; charge: Stripe.Charge },
): void {
  const method = findTestMethod(charge.payment_method ?? '')
  if (!method?.capture) return
  if (method.strikes_once && !writes.markStruck({ name: method.id }, charge.metadata.order_id ?? charge.id)) return
  const error = toCardError(method.capture, { charge, card: method.card })
  throw new GatewayError(402, { ...error, payment_intent: intent })
}
