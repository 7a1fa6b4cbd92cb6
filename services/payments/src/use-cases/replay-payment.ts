import type { Payment } from '@tradewind/contracts/payments.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { awaitRun } from './await-run.ts'
import { resolveAttempt } from './resolve-attempt.ts'
import type { Taken, Taking } from './taking.ts'

interface Replay extends Omit<Taking, 'request'> {
  request_hash: string
}

/** The payment that this key made, as it is now; what was never sent is sent now. */
export async function replayPayment(deps: Deps, { key, request_hash, deadline }: Replay): Promise<Taken> {
  const payment = await findByKey(deps, { key, request_hash })
  if (payment.status === 'processing') await startPending(deps, payment)
  const run = deps.runs.find(payment.id)
  const result = run ? await awaitRun(deps, { run, payment, deadline }) : { payment, sent: true }
  return { ...result, replayed: true }
}

async function findByKey({ store }: Deps, { key, request_hash }: Pick<Replay, 'key' | 'request_hash'>) {
  const known = await store.findByKey(key)
  if (known?.request_hash !== request_hash) {
    throw new AppError('invalid', 'idempotency_key_reused', 'This Idempotency-Key was used with another body.')
  }
  const payment = await store.find(known.payment_id)
  if (!payment) throw new Error(`key without its payment ${known.payment_id}`)
  return payment
}

async function startPending(deps: Deps, payment: Payment): Promise<void> {
  const { store, runs, runtime, retry_scale } = deps
  if (runs.find(payment.id)) return
  const lease_end = toTimestamp(leaseEnd({ now: runtime.now(), retry_scale }))
  const attempt = await store.claimPending({ payment_id: payment.id, lease_end })
  if (!attempt) return
  void runs.start(payment.id, () => resolveAttempt(deps, attempt))
}
