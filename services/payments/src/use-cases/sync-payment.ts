import type { Payment } from '@tradewind/contracts/payments.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps, NewKey } from '../deps.ts'
import { subjectOf } from '../domain/attempt.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { adoptIntent } from './adopt-intent.ts'
import { findSubject } from './replay.ts'
import { requirePayment } from './require-payment.ts'
import { resolveAttempt } from './resolve-attempt.ts'
import type { Asking, Taken } from './taking.ts'

const MOST_REFUNDS = 100

interface Syncing extends Omit<Asking, 'deadline'> {
  payment_id: string
}

/**
 * Reads a payment at the gateway anew: what is unknown is looked up now, what waits for the customer is moved on.
 * @throws AppError `payment_not_found`, `idempotency_key_reused`
 */
export async function syncPayment(deps: Deps, { key, payment_id }: Syncing): Promise<Taken> {
  const payment = await requirePayment(deps, payment_id)
  const replayed = !(await keepKey(deps, { ...key, request_hash: hashRequest(['sync', payment_id]) }, payment_id))
  await resolveOpen(deps, payment)
  await readAnew(deps, await requirePayment(deps, payment_id))
  return { payment: await requirePayment(deps, payment_id), sent: true, replayed }
}

/** Reading again harms nobody: a key that comes again only must not be another request's. */
async function keepKey(deps: Deps, key: NewKey, payment_id: string): Promise<boolean> {
  const kept = await deps.store.keepKey({ key, payment_id, created_at: toTimestamp(deps.runtime.now()) })
  if (!kept) await findSubject(deps, key)
  return kept
}

async function resolveOpen(deps: Deps, { id: payment_id, amount_refund_pending }: Payment): Promise<void> {
  const { store, runs, runtime, retry_scale } = deps
  const refunds = amount_refund_pending > 0 ? await store.listRefunds({ payment_id, limit: MOST_REFUNDS }) : []
  const open = refunds.filter(({ status }) => status === 'processing').map(({ id }) => id)
  for (const refund_id of [null, ...open]) {
    const lease_end = toTimestamp(leaseEnd({ now: runtime.now(), retry_scale }))
    const attempts = await store.claimOpen({ payment_id, refund_id, statuses: ['pending', 'unknown'], lease_end })
    for (const attempt of attempts) await runs.start(subjectOf(attempt), () => resolveAttempt(deps, attempt))
  }
}

async function readAnew(deps: Deps, payment: Payment): Promise<void> {
  if (payment.status !== 'requires_action' && payment.status !== 'requires_capture') return
  const found = await deps.gatewayObjects.readIntent(payment.gateway_ref ?? '')
  if (found) await adoptIntent(deps, payment, found.outcome)
}
