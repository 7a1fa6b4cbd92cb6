import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { type IntentUpdate, updatePaymentIntent as update } from '../domain/update-payment-intent.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { renderObject } from './expand-object.ts'

interface UpdateRequest {
  id: string
  changes: IntentUpdate
}

/** Changes an intent; no event tells of it, as at Stripe. */
export async function updatePaymentIntent(context: Context, call: Call, asked: UpdateRequest): Promise<Answer> {
  const { id, changes } = asked
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const before = writes.find('payment_intent', id)
      if (!before) throw createMissing('payment_intent', { id, param: 'intent' })
      const after = update(before, changes)
      const text = JSON.stringify(after)
      writes.reindexIntent(before, { after, text })
      return { status: 200, body: renderObject(text, { expand: call.expand, finds: writes }) }
    }),
  )
}
