import { createMetrics } from '@tradewind/service/metrics.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { showAttempts } from '../../src/workers/attempt-gauges.ts'
import { buildRequest } from '../build-charge.ts'
import { type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
afterAll(() => started.close())

it('when an outcome is unknown, then the metrics show it and its age', async () => {
  const metrics = createMetrics('payments')
  showAttempts(metrics, started.deps)
  started.gateway.outcomes.push({ kind: 'unknown', reason: 'timeout', key_spent: false })
  await started.pay(buildRequest())
  started.clock.ahead_ms += 60_000
  const text = await metrics.text()
  expect(text).toMatch(/payment_attempts_open\{status="unknown",service="payments"\} 1\n/)
  expect(text).toMatch(/payment_attempts_oldest_seconds\{service="payments"\} 6\d/)
})
