import type { Context } from '../deps.ts'
import type { DisputeCause } from '../domain/dispute.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { openDispute } from './open-dispute.ts'

interface DisputeRequest extends DisputeCause {
  payment_intent: string
}

/** What a card's bank would do: disputes the charge of an intent, now. */
export async function disputeCharge(context: Context, call: Call, asked: DisputeRequest): Promise<Answer> {
  const { payment_intent: id, ...cause } = asked
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const charge = writes.find('charge', String(writes.find('payment_intent', id)?.latest_charge))
      if (!charge) throw createMissing('payment_intent', { id, param: 'payment_intent' })
      return { status: 200, body: JSON.stringify(openDispute(context, { writes, charge, cause })) }
    }),
  )
}
