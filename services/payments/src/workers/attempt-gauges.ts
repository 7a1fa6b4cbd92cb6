import type { Metrics } from '@tradewind/service/metrics.ts'
import type { Deps } from '../deps.ts'

const STATUSES = ['pending', 'sent', 'unknown']

/** What has no outcome yet, and for how long: the alarm of this service. */
export function showAttempts(metrics: Metrics, { store, runtime }: Pick<Deps, 'store' | 'runtime'>): void {
  metrics.gauge('payment_attempts_open', 'Attempts without an outcome', readOpen, ['status'])
  metrics.gauge('payment_attempts_oldest_seconds', 'Age of the oldest attempt without an outcome', readOldest)

  async function readOpen() {
    const open = new Map((await store.countOpen()).map(({ status, attempts }) => [status, attempts]))
    return STATUSES.map((status) => ({ labels: { status }, value: open.get(status) ?? 0 }))
  }

  async function readOldest() {
    const began = (await store.countOpen()).map(({ oldest }) => Date.parse(oldest))
    return began.length === 0 ? 0 : (runtime.now() - Math.min(...began)) / 1000
  }
}
