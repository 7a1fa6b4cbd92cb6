import type { Refund } from '@tradewind/contracts/refunds.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps, KnownKey, NewKey, Result, Subject } from '../deps.ts'
import { subjectOf } from '../domain/attempt.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { awaitElsewhere } from './await-elsewhere.ts'
import { awaitRun } from './await-run.ts'
import { inFlight } from './in-flight.ts'
import { resolveAttempt } from './resolve-attempt.ts'
import type { Taken } from './taking.ts'

interface Replay {
  key: NewKey
  deadline: number | undefined
}

/**
 * What this key made, as it is now; what was never sent is sent now, and what is under way is waited for.
 * @throws AppError `idempotency_key_reused`, `idempotency_in_flight`
 */
export async function replay(deps: Deps, { key, deadline }: Replay): Promise<Taken> {
  const subject = await findSubject(deps, key)
  const found = await read(deps, subject)
  if (!isOpen(found)) return { ...found, replayed: true }
  await startPending(deps, subject)
  const run = deps.runs.find(subject.refund_id ?? subject.payment_id)
  if (!run) await awaitElsewhere(deps, { subject, deadline })
  const result = run ? await awaitRun(deps, { run, deadline }) : await read(deps, subject)
  if (!result) throw inFlight()
  return { ...result, replayed: true }
}

/** @throws AppError `idempotency_key_reused` */
export async function findSubject({ store }: Deps, key: NewKey): Promise<KnownKey> {
  const known = await store.findByKey(key)
  if (known?.request_hash === key.request_hash) return known
  throw new AppError('invalid', 'idempotency_key_reused', 'This Idempotency-Key was used with another request.')
}

async function read({ store }: Deps, { payment_id, refund_id }: Subject): Promise<Result> {
  const payment = await store.find(payment_id)
  const refund = refund_id === null ? undefined : await store.findRefund(refund_id)
  if (!payment || (refund_id !== null && !refund)) throw new Error(`key without its payment ${payment_id}`)
  return { payment, ...(refund && { refund }), sent: true }
}

const isOpen = ({ payment, refund }: { payment: { status: string }; refund?: Refund }) =>
  (refund ?? payment).status === 'processing'

async function startPending(deps: Deps, { payment_id, refund_id }: Subject): Promise<void> {
  const { store, runs, runtime, retry_scale } = deps
  if (runs.find(refund_id ?? payment_id)) return
  const lease_end = toTimestamp(leaseEnd({ now: runtime.now(), retry_scale }))
  const [attempt] = await store.claimOpen({ payment_id, refund_id, statuses: ['pending'], lease_end })
  if (attempt) void runs.start(subjectOf(attempt), () => resolveAttempt(deps, attempt))
}
