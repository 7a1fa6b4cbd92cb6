import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepPayoutInterval } from '../../src/use-cases/keep-payout-interval.ts'
import { paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

const INTERVAL_MS = 60_000
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ payout_interval_ms: INTERVAL_MS })
})
afterEach(() => sandbox.stop())

const restart = (payout_interval_ms: number | undefined) =>
  sandbox.deps.store.write((writes) => keepPayoutInterval({ ...sandbox.deps, payout_interval_ms }, writes))
const pay = (order_id: string) => sandbox.stripe.paymentIntents.create(paymentOf(order_id, 'pm_card_visa'))
const countPayouts = async () => (await sandbox.stripe.payouts.list()).data.length

test('when there is an interval then all is paid out at each, and a restart neither skips nor doubles one', async () => {
  await restart(INTERVAL_MS)
  await pay('ord_1')
  await sandbox.pass(INTERVAL_MS - 1)
  await restart(INTERVAL_MS)
  expect(await countPayouts()).toBe(0)
  await sandbox.pass(1)
  expect(await countPayouts()).toBe(1)
  await pay('ord_2')
  await sandbox.pass(INTERVAL_MS)
  expect(await countPayouts()).toBe(2)
  await sandbox.pass(INTERVAL_MS)
  expect(await countPayouts()).toBe(2)
})

test('when the interval is taken from the settings then nothing is paid out by itself any more', async () => {
  await restart(INTERVAL_MS)
  await restart(undefined)
  await pay('ord_1')
  await sandbox.pass(2 * INTERVAL_MS)
  expect(await countPayouts()).toBe(0)
})
