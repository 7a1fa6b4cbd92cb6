import type { Metrics } from '@tradewind/service/metrics.ts'
import type { StatementCounts } from '@tradewind/sql/statement-counts.ts'
import type { EmailStore } from './deps.ts'

interface Watched {
  metrics: Metrics
  counts: StatementCounts
  store: EmailStore
  now: () => number
}

/** Figures of the queue and of the database. */
export function watchStore({ metrics, counts, store, now }: Watched): void {
  metrics.gauge('db_statements_total', 'SQL statements since the start', () => counts.statements)
  metrics.gauge('db_commits_total', 'Durable commits since the start', () => counts.commits)

  const readDepth = async () => {
    const rows = await store.countUnfinished()
    return rows.map(({ status, count }) => ({ labels: { status }, value: count }))
  }
  metrics.gauge('email_queue_depth', 'Emails not done yet, by status', readDepth, ['status'])

  const readOldest = async () => {
    const due_at = (await store.countUnfinished()).map(({ oldest_at }) => Date.parse(oldest_at))
    return Math.max(0, now() - Math.min(now(), ...due_at)) / 1000
  }
  metrics.gauge('email_queue_oldest_seconds', 'How long the most overdue email has been due', readOldest)
}
