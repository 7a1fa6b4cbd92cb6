import type { Context } from '../deps.ts'
import { createPaymentIntent as buildIntent, type NewPaymentIntent } from '../domain/payment-intent.ts'
import { toCreated } from '../domain/position.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { chargeWithFaults } from './charge-with-faults.ts'
import { type Confirming, confirm } from './confirm.ts'
import { emitEvents } from './emit-events.ts'
import { renderObject } from './expand-object.ts'

export interface Creation {
  asked: NewPaymentIntent
  /** Given when the intent is to be confirmed in the same call. */
  confirming: Confirming | undefined
}

/** Creates a PaymentIntent and, when asked, confirms it at once: one commit, one answer. */
export async function createPaymentIntent(context: Context, call: Call, creation: Creation): Promise<Answer> {
  const { asked, confirming } = creation
  return answerOnce(context, call, () =>
    chargeWithFaults(context, {
      call,
      fault: confirming?.method.fault,
      scope: asked.metadata.order_id ?? call.key ?? call.request_id,
      check: () => undefined,
      execute: (writes) => create(context, { call, writes, ...creation }),
    }),
  )
}

function create(context: Context, step: Creation & { call: Call; writes: GatewayWrites }): Answer {
  const { writes, call, asked, confirming } = step
  const position = writes.nextPosition()
  const id = context.newId('pi')
  const client_secret = `${id}_secret_${context.newId('s').slice(2)}`
  const intent = buildIntent(asked, { id, client_secret, created: toCreated(position) })
  const text = JSON.stringify(intent)
  const born = { type: 'payment_intent.created' as const, text }
  if (!confirming) {
    writes.insertIntent(intent, { position, text })
    emitEvents(context, { writes, call, payment_method: asked.payment_method, events: [born] })
    return { status: 200, body: renderObject(text, { expand: call.expand, finds: writes }) }
  }
  return confirm(context, {
    writes,
    call,
    intent,
    confirming,
    before: [born],
    save: (row) => writes.insertIntent(row.intent, { ...row, position }),
  })
}
