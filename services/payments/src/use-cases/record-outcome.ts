import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Deps, Result } from '../deps.ts'
import { type Applied, applyOutcome, type Charge } from '../domain/apply-outcome.ts'
import { toCapture } from '../domain/ledger.ts'
import type { Outcome } from '../domain/outcome.ts'

/** T2. Who has lost the attempt meanwhile writes nothing: the payment is then as another one left it. */
export async function recordOutcome(deps: Deps, { charge, outcome }: Recording): Promise<Result> {
  const { runtime, retry_scale, log } = deps
  const now = runtime.now()
  const applied = applyOutcome(charge, outcome, { now, random: runtime.random, retry_scale })
  if ('reason' in outcome) log.warn({ attempt_id: charge.attempt.id, ...outcome }, 'charge has no outcome yet')
  const stored = await store(deps, applied, now)
  failpoint('payments.after_t2')
  if (!stored) return reread(deps, charge)
  return { payment: applied.payment ?? charge.payment, sent: applied.attempt.status !== 'pending' }
}

interface Recording {
  charge: Charge
  outcome: Outcome
}

function store({ store, runtime }: Deps, { attempt, payment }: Applied, now: number): Promise<boolean> {
  if (!payment) return store.postpone(attempt)
  const transaction = toCapture(payment, { newId: runtime.newId, now })
  return store.settle({ attempt, payment, transaction })
}

async function reread({ store }: Deps, { payment }: Charge): Promise<Result> {
  return { payment: (await store.find(payment.id)) ?? payment, sent: true }
}
