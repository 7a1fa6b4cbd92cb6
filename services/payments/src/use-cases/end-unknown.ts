import { AppError } from '@tradewind/service/app-error.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps, Result } from '../deps.ts'
import type { Work } from '../domain/apply-outcome.ts'
import type { Attempt } from '../domain/attempt.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { recordOutcome } from './record-outcome.ts'
import { requirePayment } from './require-payment.ts'

interface Ending {
  payment_id: string
  /** Of a refund; null: of the charge. */
  refund_id: string | null
  note: string
  actor: string
}

/** What is held, captured or let go shows at the gateway; only of these an operator may know better than it can tell. */
const ENDABLE = new Set(['charge', 'refund'])

/**
 * An operator says that an attempt of unknown outcome has come to nothing: the charge failed, or the refund gives back what it
 * reserved. Audited before it is done; were it wrong, reconciliation finds it.
 * @throws AppError `payment_not_found`, `invalid_state` when no outcome is unknown
 */
export async function endUnknown(deps: Deps, ending: Ending): Promise<Result> {
  const { payment_id, refund_id, note, actor } = ending
  await requirePayment(deps, payment_id)
  const attempt = await takeOver(deps, ending)
  const at = toTimestamp(deps.runtime.now())
  const detail = { payment_id, refund_id, kind: attempt.kind, note }
  const line = {
    id: deps.runtime.newId('aud'),
    at,
    actor,
    action: 'attempt.ended' as const,
    object_id: attempt.id,
    detail,
  }
  await deps.audit.add(line)
  const error = { code: 'ended_by_operator', decline_code: null, advice_code: null, message: note }
  return recordOutcome(deps, { work: await load(deps, attempt), outcome: { kind: 'refused', error } })
}

/** Its fence shuts out who works at it. */
async function takeOver({ store, runtime, retry_scale }: Deps, { payment_id, refund_id }: Ending): Promise<Attempt> {
  const lease_end = toTimestamp(leaseEnd({ now: runtime.now(), retry_scale }))
  const taken = await store.claimOpen({ payment_id, refund_id, statuses: ['unknown'], lease_end })
  const attempt = taken.find(({ kind }) => ENDABLE.has(kind))
  if (attempt) return attempt
  throw new AppError('conflict', 'invalid_state', 'No charge or refund of it has an unknown outcome.')
}

async function load(deps: Deps, attempt: Attempt): Promise<Work> {
  const payment = await requirePayment(deps, attempt.payment_id)
  const refund = attempt.refund_id === null ? undefined : await deps.store.findRefund(attempt.refund_id)
  return { payment, ...(refund && { refund }), attempt, in_doubt: true }
}
