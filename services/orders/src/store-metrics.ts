import type { Metrics } from '@tradewind/service/metrics.ts'
import type { OpenedStore } from './deps.ts'

interface Watched {
  metrics: Metrics
  opened: OpenedStore
  now: () => number
}

/** Shows what the store does, and what is still to be done. */
export function watchStore({ metrics, opened: { store, counts }, now }: Watched): void {
  metrics.gauge('db_statements_total', 'Statements since start', () => counts.statements)
  metrics.gauge('db_commits_total', 'Durable commits since start', () => counts.commits)
  metrics.gauge('effects_pending', 'Orders with effects left', async () => (await store.countDue()).orders)
  metrics.gauge('effects_overdue_seconds', 'How long the oldest effect is due', async () => {
    const { oldest } = await store.countDue()
    return oldest === undefined ? 0 : Math.max(0, (now() - Date.parse(oldest)) / 1000)
  })
}
