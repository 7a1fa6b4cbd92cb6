import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { loseDispute, submitEvidence } from '../domain/dispute.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { mergeMetadata } from '../domain/merge-metadata.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { saveDispute } from './end-dispute.ts'
import { renderObject } from './expand-object.ts'

interface DisputeUpdate {
  id: string
  /** undefined: only the metadata changes. */
  evidence: Record<string, string> | undefined
  submit: boolean
  metadata: Record<string, string>
}

/** Adds evidence; once submitted, the bank decides a while later. */
export async function updateDispute(context: Context, call: Call, update: DisputeUpdate): Promise<Answer> {
  const { id, evidence, submit, metadata } = update
  return changeDispute(context, call, {
    id,
    change: (writes, before) => {
      const { dispute, verdict } = evidence ? submitEvidence(before, { evidence, submit }) : { dispute: before }
      if (verdict) writes.schedule({ kind: verdict, object_id: id }, context.now() + context.settle_ms)
      return { ...dispute, metadata: mergeMetadata(before.metadata, metadata) }
    },
  })
}

/** Gives up: the dispute is lost. */
export async function closeDispute(context: Context, call: Call, { id }: { id: string }): Promise<Answer> {
  return changeDispute(context, call, { id, change: (_writes, before) => loseDispute(before) })
}

interface Change {
  id: string
  change(writes: GatewayWrites, before: Stripe.Dispute): Stripe.Dispute
}

async function changeDispute(context: Context, call: Call, { id, change }: Change): Promise<Answer> {
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const before = writes.find('dispute', id)
      if (!before) throw createMissing('dispute', { id, param: 'dispute' })
      const after = change(writes, before)
      saveDispute(context, { writes, call, before, after })
      return { status: 200, body: renderObject(JSON.stringify(after), { expand: call.expand, finds: writes }) }
    }),
  )
}
