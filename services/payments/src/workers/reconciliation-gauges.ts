import type { Metrics } from '@tradewind/service/metrics.ts'
import type { Deps } from '../deps.ts'

/** Zero breaks is the standing goal, and a run that does not come would find none. */
export function showReconciliation(metrics: Metrics, deps: Pick<Deps, 'reconciliation' | 'runtime'>): void {
  const { reconciliation, runtime } = deps
  metrics.gauge('reconciliation_breaks_open', 'Breaks that nobody has resolved', () => reconciliation.countOpenBreaks())
  metrics.gauge('reconciliation_last_run_age_seconds', 'Since a run was last finished', async () => {
    const { finished_at } = await reconciliation.readLast()
    if (finished_at === null) throw new Error('none yet')
    return (runtime.now() - Date.parse(finished_at)) / 1000
  })
}
