import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { mergeMetadata } from '../domain/merge-metadata.ts'
import { cancelRefund as cancel } from '../domain/refund.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { endRefund, saveRefund } from './end-refund.ts'
import { renderObject } from './expand-object.ts'

interface RefundUpdate {
  id: string
  /** Pairs to set; an empty value takes a pair away. */
  metadata: Record<string, string>
}

export async function updateRefund(context: Context, call: Call, { id, metadata }: RefundUpdate): Promise<Answer> {
  return changeRefund(context, call, {
    id,
    change: (writes, before) => {
      const after = { ...before, metadata: mergeMetadata(before.metadata ?? {}, metadata) }
      saveRefund(context, { writes, call, before, after })
      return after
    },
  })
}

/** Cancels a refund that is pending still. */
export async function cancelRefund(context: Context, call: Call, { id }: { id: string }): Promise<Answer> {
  return changeRefund(context, call, {
    id,
    change: (writes, before) => endRefund(context, { writes, call, before, after: cancel(before) }),
  })
}

interface Change {
  id: string
  change(writes: GatewayWrites, before: Stripe.Refund): Stripe.Refund
}

async function changeRefund(context: Context, call: Call, { id, change }: Change): Promise<Answer> {
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const refund = writes.find('refund', id)
      if (!refund) throw createMissing('refund', { id, param: 'refund' })
      const text = JSON.stringify(change(writes, refund))
      return { status: 200, body: renderObject(text, { expand: call.expand, finds: writes }) }
    }),
  )
}
