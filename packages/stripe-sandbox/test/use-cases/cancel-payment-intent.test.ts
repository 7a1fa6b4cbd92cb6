import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchError, paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

test('when an authorization is canceled then its charge is released and cannot be captured', async () => {
  const params = { ...paymentOf('ord_1', 'pm_card_visa'), capture_method: 'manual' as const }
  const { id } = await sandbox.stripe.paymentIntents.create(params)
  const intent = await sandbox.stripe.paymentIntents.cancel(id, {
    cancellation_reason: 'requested_by_customer',
    expand: ['latest_charge'],
  })
  expect(intent).toMatchObject({ status: 'canceled', cancellation_reason: 'requested_by_customer' })
  expect(intent.canceled_at).toBe(sandbox.clock.now_ms / 1000)
  expect(intent.latest_charge).toMatchObject({ captured: false, refunded: true, amount_refunded: 3000 })
  await catchError(sandbox.stripe.paymentIntents.capture(id), Stripe.errors.StripeInvalidRequestError)
})

test('when its cancel is declined then it stays authorized, says so to the same key, and another key cancels it', async () => {
  const params = { ...paymentOf('ord_4', 'pm_sim_cancel_refused'), capture_method: 'manual' as const }
  const { id } = await sandbox.stripe.paymentIntents.create(params)
  const cancel = (idempotencyKey: string) => sandbox.stripe.paymentIntents.cancel(id, {}, { idempotencyKey })
  for (const _ of [1, 2]) {
    const error = await catchError(cancel('refused'), Stripe.errors.StripeCardError)
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', payment_intent: { id } })
  }
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' })
  expect((await cancel('again')).status).toBe('canceled')
})

test('when its cancel is always declined then it can still be captured', async () => {
  const params = { ...paymentOf('ord_5', 'pm_sim_cancel_refused_always'), capture_method: 'manual' as const }
  const { id } = await sandbox.stripe.paymentIntents.create(params)
  for (const _ of [1, 2]) await catchError(sandbox.stripe.paymentIntents.cancel(id), Stripe.errors.StripeCardError)
  expect((await sandbox.stripe.paymentIntents.capture(id)).status).toBe('succeeded')
})

test('when an intent is settled then canceling it is refused', async () => {
  const { id } = await sandbox.stripe.paymentIntents.create(paymentOf('ord_2', 'pm_card_visa'))
  const error = await catchError(sandbox.stripe.paymentIntents.cancel(id), Stripe.errors.StripeInvalidRequestError)
  expect(error.code).toBe('payment_intent_unexpected_state')
  expect((await sandbox.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded')
})

test('when an intent that waits for the customer is canceled then it can no longer be confirmed', async () => {
  const { id } = await sandbox.stripe.paymentIntents.create(paymentOf('ord_3', 'pm_card_authenticationRequired'))
  expect((await sandbox.stripe.paymentIntents.cancel(id)).next_action).toBeNull()
  const work = sandbox.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
  await catchError(work, Stripe.errors.StripeInvalidRequestError)
})
