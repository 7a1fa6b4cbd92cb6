import type { Metrics } from '@tradewind/service/metrics.ts'
import type { Deps } from '../deps.ts'

const STATUSES = ['received', 'parked', 'expired']
const STRAY_STATUSES = ['processing', 'voided', 'refunded', 'failed']

/** What we were told and could not use, what orders has not heard, and charges that should not have been. */
export function showNotices(
  metrics: Metrics,
  { notices, events, runtime }: Pick<Deps, 'notices' | 'events' | 'runtime'>,
) {
  metrics.gauge('gateway_events', 'Notices of the gateway that are not done', readNotices, ['status'])
  metrics.gauge('stray_charges', 'Charges that were undone, or are to be', readStrays, ['status'])
  metrics.gauge('payment_events_untold', 'Events that orders has not taken yet', readUntold)
  metrics.gauge('payment_events_oldest_seconds', 'Age of the oldest event that orders has not taken', readOldest)

  async function readNotices() {
    const found = new Map((await notices.count()).map(({ status, notices: count }) => [status as string, count]))
    return STATUSES.map((status) => ({ labels: { status }, value: found.get(status) ?? 0 }))
  }

  async function readStrays() {
    const found = new Map((await notices.countStrays()).map(({ status, charges }) => [status as string, charges]))
    return STRAY_STATUSES.map((status) => ({ labels: { status }, value: found.get(status) ?? 0 }))
  }

  async function readUntold() {
    return (await events.countUntold()).events
  }

  async function readOldest() {
    const { oldest } = await events.countUntold()
    return oldest === null ? 0 : (runtime.now() - Date.parse(oldest)) / 1000
  }
}
