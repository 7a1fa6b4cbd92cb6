import { afterAll, beforeAll, expect, test } from 'vitest'
import { paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

test('when a card is created and confirmed then intent, charge and stored answer are one commit', async () => {
  const before = sandbox.commits()
  await sandbox.stripe.paymentIntents.create(paymentOf('ord_1', 'pm_card_visa'), { idempotencyKey: 'key 1' })
  expect(sandbox.commits() - before).toBe(1)
})

test('when an answer is replayed then nothing is committed', async () => {
  const before = sandbox.commits()
  await sandbox.stripe.paymentIntents.create(paymentOf('ord_1', 'pm_card_visa'), { idempotencyKey: 'key 1' })
  expect(sandbox.commits() - before).toBe(0)
})
