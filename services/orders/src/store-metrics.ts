import type { Metrics } from '@tradewind/service/metrics.ts'
import { WAITING } from './domain/effects.ts'
import type { EffectCount, OpenedStore } from './store-deps.ts'

const WAITING_GAUGE = 'effects_waiting'

interface Watched {
  metrics: Metrics
  opened: OpenedStore
  now: () => number
}

/** Shows what the store does, and what is still to be done. */
export function watchStore({ metrics, opened: { store, counts }, now }: Watched): void {
  const secondsSince = (at: string | undefined) => (at === undefined ? 0 : Math.max(0, (now() - Date.parse(at)) / 1000))
  const gaugeByType = (name: string, help: string, read: (count: EffectCount) => number) =>
    metrics.gauge(
      name,
      help,
      async () => valuesOf(await store.countEffects(), { read, waiting: name === WAITING_GAUGE }),
      ['type'],
    )

  metrics.gauge('db_statements_total', 'Statements since start', () => counts.statements)
  metrics.gauge('db_commits_total', 'Durable commits since start', () => counts.commits)
  metrics.gauge('effects_overdue_seconds', 'How long the oldest effect is due', async () =>
    secondsSince((await store.countDue()).oldest),
  )
  gaugeByType('effects_pending', 'Effects that are to be done', ({ effects }) => effects)
  gaugeByType('effects_failed', 'Effects whose last attempt did not finish', ({ failed }) => failed)
  gaugeByType('effects_oldest_seconds', 'How long the oldest effect is there', ({ oldest }) => secondsSince(oldest))
  gaugeByType(WAITING_GAUGE, 'Effects that only wait for a customer or a time', ({ effects }) => effects)
}

function valuesOf(
  counts: EffectCount[],
  { read, waiting }: { read: (count: EffectCount) => number; waiting: boolean },
) {
  const chosen = counts.filter(({ type }) => WAITING.has(type) === waiting)
  return chosen.map((count) => ({ labels: { type: count.type }, value: read(count) }))
}
