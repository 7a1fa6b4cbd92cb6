import { createMetrics } from '@tradewind/service/metrics.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { beforeEach, expect, it } from 'vitest'
import { leaseTo } from '../src/domain/lease.ts'
import { watchStore } from '../src/store-metrics.ts'
import { useStore } from './effect-rig.ts'
import { AT, newOrder } from './new-order.ts'

const opened = useStore()
const now_ms = Date.parse(AT)
let metrics: ReturnType<typeof createMetrics>
beforeEach(() => {
  metrics = createMetrics('orders')
  watchStore({ metrics, opened: opened(), now: () => now_ms })
})

it('when orders have effects left then they are counted, and how long the first is due', async () => {
  const { store, counts } = opened()
  for (const seconds of [-7, 30]) await store.insert(leaseTo(newOrder(), 'rep_1', toTimestamp(now_ms + seconds * 1000)))
  const text = await metrics.text()
  expect(text).toContain('effects_pending{type="charge",service="orders"} 2')
  expect(text).toContain('effects_failed{type="charge",service="orders"} 0')
  expect(text).toContain('effects_oldest_seconds{type="charge",service="orders"} 0')
  expect(text).toContain('effects_overdue_seconds{service="orders"} 7')
  expect(text).toContain(`db_commits_total{service="orders"} ${counts.commits}`)
})

it('when nothing is due yet then nothing is overdue', async () => {
  await opened().store.insert(leaseTo(newOrder(), 'rep_1', toTimestamp(now_ms + 30_000)))
  expect(await metrics.text()).toContain('effects_overdue_seconds{service="orders"} 0')
})
