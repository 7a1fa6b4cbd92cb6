import { createMetrics } from '@tradewind/service/metrics.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyLedger } from '../../src/use-cases/verify-ledger.ts'
import { showLedger } from '../../src/workers/ledger-gauges.ts'
import { startLedgerSealer } from '../../src/workers/ledger-sealer.ts'
import { buildRequest } from '../build-charge.ts'
import { type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
afterAll(() => started.close())

const expectSealed = (transactions: number) =>
  eventually(async () => {
    expect(await verifyLedger(started.deps.ledger)).toMatchObject({ transactions, unsealed: 0 })
  })

it('when two sealers run, then one works, and the other goes on when it is gone', async () => {
  const metrics = createMetrics('payments')
  showLedger(metrics, started.deps)
  await started.pay(buildRequest())
  expect(await metrics.text()).toMatch(/ledger_unsealed\{service="payments"\} 1\n/)
  const [one, two] = [startLedgerSealer(started.deps), startLedgerSealer(started.deps)]
  await expectSealed(1)
  expect(await metrics.text()).toMatch(/ledger_unsealed\{service="payments"\} 0\n/)
  await one.stop()
  await started.pay(buildRequest())
  started.clock.ahead_ms += 60_000
  two.wake()
  await expectSealed(2)
  await two.stop()
  expect((await verifyLedger(started.deps.ledger)).broken).toBeUndefined()
})
