import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Deps, Result } from '../deps.ts'
import { type Applied, applyOutcome, type Work } from '../domain/apply-outcome.ts'
import type { Outcome } from '../domain/outcome.ts'
import { toChange } from '../domain/to-change.ts'
import { toUndone } from '../domain/undo-charge.ts'

/** T2. Who has lost the attempt meanwhile writes nothing: all is then as another one left it. */
export async function recordOutcome(deps: Deps, { work, outcome }: Recording): Promise<Result> {
  const { runtime, retry_scale, log } = deps
  const now = runtime.now()
  const applied = applyOutcome(work, outcome, { now, random: runtime.random, retry_scale })
  const { id: attempt_id, kind } = work.attempt
  if ('reason' in outcome) log.warn({ attempt_id, attempt: kind, ...outcome }, 'no outcome yet')
  const stored = await store(deps, { work, applied, now })
  failpoint('payments.after_t2')
  if (!stored) return reread(deps, work)
  return toResult(work, applied)
}

interface Recording {
  work: Work
  outcome: Outcome
}

interface Storing {
  work: Work
  applied: Applied
  now: number
}

function store(deps: Deps, { work, applied, now }: Storing): Promise<boolean> {
  const { store, runtime } = deps
  const { attempt, payment, refund, undoing } = applied
  if (undoing) return storeUndoing(deps, { work, attempt, undoing, now })
  if (!payment && !refund) return store.postpone(attempt)
  const answered = work.answered_until !== undefined && now < work.answered_until
  const moved = { before: work.payment, ...(payment && { payment }), ...(refund && { refund }) }
  const told = answered ? { answered } : {}
  return store.settle({ attempt, ...toChange({ ...moved, ...told }, { newId: runtime.newId, now }) })
}

async function storeUndoing({ store, notices, runtime }: Deps, { work, attempt, undoing, now }: Undoing) {
  const { payment } = work
  const stray = await notices.findStray(JSON.parse(attempt.request).intent)
  if (!stray) throw new Error(`attempt ${attempt.id} without its stray charge`)
  return store.settle({ attempt, ...toUndone({ payment, stray, undoing }, { newId: runtime.newId, now }) })
}

interface Undoing extends Omit<Storing, 'applied'> {
  attempt: Applied['attempt']
  undoing: NonNullable<Applied['undoing']>
}

function toResult(work: Work, { attempt, payment = work.payment, ...applied }: Applied): Result {
  const refund = applied.refund?.refund ?? work.refund
  return { payment, ...(refund && { refund }), sent: attempt.status !== 'pending' }
}

async function reread({ store }: Deps, { payment, refund }: Work): Promise<Result> {
  const now = { payment: (await store.find(payment.id)) ?? payment, sent: true }
  return refund ? { ...now, refund: (await store.findRefund(refund.id)) ?? refund } : now
}
