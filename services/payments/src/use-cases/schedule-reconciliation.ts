import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Reconciliation } from '../domain/reconciliation.ts'
import type { Reconciling } from './reconciling.ts'
import { requestReconciliation } from './request-reconciliation.ts'

const HOUR_MS = 3_600_000

/**
 * A run over all full hours since the last scheduled one, once the last hour has settled; undefined when there is none or another
 * replica has made it. Before the first payment there is nothing to compare.
 */
export async function scheduleReconciliation(deps: Reconciling): Promise<Reconciliation | undefined> {
  const { reconciliation, balance, runtime, reconcile_settle_ms } = deps
  const end = Math.floor((runtime.now() - reconcile_settle_ms) / HOUR_MS) * HOUR_MS
  const to = toTimestamp(end)
  const { scheduled_to } = await reconciliation.readLast()
  if (scheduled_to !== null && scheduled_to >= to) return undefined
  const first = scheduled_to ?? (await balance.firstPaymentAt())
  if (first === undefined || first >= to) return undefined
  const from = toTimestamp(Math.floor(Date.parse(first) / HOUR_MS) * HOUR_MS)
  return requestReconciliation(deps, { from, to, requested_by: 'schedule', request_key: `schedule:${to}` })
}
