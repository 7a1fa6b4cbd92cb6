import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { nextPhase, type Phase, type Reconciliation, runLeaseEnd } from '../domain/reconciliation.ts'
import { clearStaging, compareFees, comparePayments, comparePosted } from './compare-books.ts'
import { comparePairs } from './compare-pairs.ts'
import type { PhaseStep, Reconciling } from './reconciling.ts'
import { stageIntents, stageMovements } from './stage-gateway.ts'

const STEPS: Record<Phase, (deps: Reconciling, run: Reconciliation) => Promise<PhaseStep>> = {
  intents: stageIntents,
  movements: stageMovements,
  pairs: comparePairs,
  payments: comparePayments,
  fees: compareFees,
  ledger: comparePosted,
  clearing: clearStaging,
}

/**
 * One page further, and one commit: what is staged, what was found, and where to go on. So a crash repeats a page at most, and memory
 * holds one. Answers the run as it is then; undefined when it is someone else's.
 */
export async function stepReconciliation(deps: Reconciling, run: Reconciliation): Promise<Reconciliation | undefined> {
  const step = await STEPS[run.phase](deps, run)
  const moved = move(deps, run, step)
  const { intents = [], movements = [] } = step
  const breaks = toStored(deps, step)
  if (!(await deps.reconciliation.advance({ run: moved, intents, movements, breaks }))) return undefined
  failpoint('payments.after_reconciliation_page')
  return moved
}

function move({ runtime, retry_scale }: Reconciling, run: Reconciliation, step: PhaseStep): Reconciliation {
  const now = runtime.now()
  const { intents = [], movements = [], payments = 0, position } = step
  const counted = {
    ...run,
    intents: run.intents + intents.length,
    movements: run.movements + movements.length,
    payments: run.payments + payments,
    lease_end: toTimestamp(runLeaseEnd({ now, retry_scale })),
    last_error: null,
  }
  return position === undefined ? nextPhase(counted, toTimestamp(now)) : { ...counted, position }
}

function toStored({ runtime }: Reconciling, { breaks = [] }: PhaseStep) {
  const created_at = toTimestamp(runtime.now())
  return breaks.map((found) => ({ ...found, id: runtime.newId('brk'), created_at }))
}
