import { toTimestamp } from '@tradewind/service/runtime.ts'
import { type Reconciliation, runLeaseEnd } from '../domain/reconciliation.ts'
import type { StoredBreak } from '../reconciliation-deps.ts'
import type { Reconciling } from './reconciling.ts'
import { requestReconciliation } from './request-reconciliation.ts'
import { stepReconciliation } from './step-reconciliation.ts'

const PAUSE_MS = 200
const PAGE = 100

interface Asked {
  from: string
  to: string | undefined
  requested_by: string
  eachBreak: (found: StoredBreak) => void
}

/** A run from its request to its end, here or wherever a service has taken it up first; then its breaks. */
export async function runReconciliation(deps: Reconciling, { eachBreak, ...window }: Asked): Promise<Reconciliation> {
  const { id } = await requestReconciliation(deps, { ...window, request_key: null })
  const run = await awaitEnd(deps, id)
  for await (const found of eachStored(deps, id)) eachBreak(found)
  return run
}

async function awaitEnd(deps: Reconciling, id: string): Promise<Reconciliation> {
  const { reconciliation, runtime, retry_scale } = deps
  for (;;) {
    const now = runtime.now()
    const lease_end = toTimestamp(runLeaseEnd({ now, retry_scale }))
    let held = await reconciliation.claim({ now: toTimestamp(now), lease_end, id })
    while (held?.status === 'running') held = await stepReconciliation(deps, held)
    const run = await reconciliation.find(id)
    if (run?.status === 'done') return run
    await runtime.sleep(PAUSE_MS)
  }
}

async function* eachStored({ reconciliation }: Reconciling, run_id: string): AsyncGenerator<StoredBreak> {
  let after = ''
  for (;;) {
    const page = await reconciliation.listBreaks({ run_id, after, limit: PAGE })
    yield* page
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? after
  }
}
