import type { Deps } from '../deps.ts'
import { moveRefund } from '../domain/refund.ts'
import { toChange } from '../domain/to-change.ts'
import type { DueNotice } from '../notice-deps.ts'
import { requirePayment } from './require-payment.ts'
import { DONE, type Verdict } from './verdict.ts'

/** A refund has ended, or one that had succeeded has failed after all. */
export async function handleRefundNotice(deps: Deps, { object_id }: DueNotice): Promise<Verdict> {
  const { notices, gatewayObjects, store, runtime } = deps
  const read = await gatewayObjects.readRefund(object_id)
  if (!read) return { kind: 'park', reason: 'the gateway does not know this refund' }
  if (read.is_undo) return DONE
  const refund = read.refund_id ? await store.findRefund(read.refund_id) : await notices.findRefund(object_id)
  if (!refund) return { kind: 'park', reason: 'a refund that was not made by us' }
  const now = runtime.now()
  const moved = moveRefund(refund, read.refund, now)
  if (!moved) return DONE
  const before = await requirePayment(deps, refund.payment_id)
  const applied = await store.apply(toChange({ before, refund: moved }, { newId: runtime.newId, now }))
  return applied ? DONE : { kind: 'later', reason: 'the refund changed meanwhile' }
}
