import type { Context } from '../deps.ts'
import { assertCapturable, capturePaymentIntent as capture } from '../domain/capture-payment-intent.ts'
import type { NewEvent } from '../domain/event.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { answerOnce } from './answer-once.ts'
import { bookCharge } from './book-charge.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { declineOnHold } from './decline-on-hold.ts'
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
      declineOnHold(writes, { what: 'capture', intent, charge })
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
