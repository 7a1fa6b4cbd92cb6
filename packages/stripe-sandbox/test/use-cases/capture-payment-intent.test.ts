import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchError, paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

const expand = ['latest_charge']
const authorize = (order_id: string) =>
  sandbox.stripe.paymentIntents.create({ ...paymentOf(order_id, 'pm_card_visa'), capture_method: 'manual', expand })

test('when capture is manual then the money is authorized and not taken', async () => {
  const intent = await authorize('ord_1')
  expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 3000, amount_received: 0 })
  expect(intent.latest_charge).toMatchObject({ captured: false, amount_captured: 0, paid: true })
})

test('when it is captured then all is taken, and not a second time', async () => {
  const { id } = await authorize('ord_2')
  const intent = await sandbox.stripe.paymentIntents.capture(id, { expand })
  expect(intent).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 3000 })
  expect(intent.latest_charge).toMatchObject({ captured: true, amount_captured: 3000, amount_refunded: 0 })
  const error = await catchError(sandbox.stripe.paymentIntents.capture(id), Stripe.errors.StripeInvalidRequestError)
  expect(error.code).toBe('payment_intent_unexpected_state')
})

test('when a part is captured then the rest is given back', async () => {
  const { id } = await authorize('ord_3')
  const intent = await sandbox.stripe.paymentIntents.capture(id, { amount_to_capture: 1000, expand })
  expect(intent.amount_received).toBe(1000)
  expect(intent.latest_charge).toMatchObject({ amount: 3000, amount_captured: 1000, amount_refunded: 2000 })
})

test('when more is captured than was authorized then it is refused and stays capturable', async () => {
  const { id } = await authorize('ord_4')
  const work = sandbox.stripe.paymentIntents.capture(id, { amount_to_capture: 3001 })
  const error = await catchError(work, Stripe.errors.StripeInvalidRequestError)
  expect(error).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' })
  expect((await sandbox.stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture')
})

const authorizeRefused = (order_id: string, method: string) =>
  sandbox.stripe.paymentIntents.create({ ...paymentOf(order_id, method), capture_method: 'manual' })

test('when its capture is declined then it stays authorized, says so to the same key, and another key takes it', async () => {
  const { id } = await authorizeRefused('ord_7', 'pm_sim_capture_refused')
  const capture = (idempotencyKey: string) => sandbox.stripe.paymentIntents.capture(id, {}, { idempotencyKey })
  for (const _ of [1, 2]) {
    const error = await catchError(capture('refused'), Stripe.errors.StripeCardError)
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', payment_intent: { id } })
  }
  const held = await sandbox.stripe.paymentIntents.retrieve(id)
  expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 3000, amount_received: 0 })
  expect(await capture('again')).toMatchObject({ status: 'succeeded', amount_received: 3000 })
})

test('when its capture is always declined then it can still be canceled', async () => {
  const { id } = await authorizeRefused('ord_8', 'pm_sim_capture_refused_always')
  for (const _ of [1, 2]) await catchError(sandbox.stripe.paymentIntents.capture(id), Stripe.errors.StripeCardError)
  expect((await sandbox.stripe.paymentIntents.cancel(id)).status).toBe('canceled')
})

const DEADLINE_MS = 7 * 86_400_000

test('when an authorization is not captured in time then it expires, and one that was captured does not', async () => {
  const late = await authorize('ord_5')
  const { id: in_time } = await authorize('ord_6')
  const { payment_method_details } = late.latest_charge as Stripe.Charge
  expect(payment_method_details?.card?.capture_before).toBe((sandbox.clock.now_ms + DEADLINE_MS) / 1000)
  await sandbox.stripe.paymentIntents.capture(in_time)
  await sandbox.pass(DEADLINE_MS - 1000)
  expect((await sandbox.stripe.paymentIntents.retrieve(late.id)).status).toBe('requires_capture')
  await sandbox.pass(1000)
  const expired = await sandbox.stripe.paymentIntents.retrieve(late.id, { expand })
  expect(expired).toMatchObject({ status: 'canceled', cancellation_reason: 'automatic' })
  expect(expired.latest_charge).toMatchObject({ refunded: true, captured: false })
  const captured = await sandbox.stripe.paymentIntents.retrieve(in_time, { expand })
  expect(captured.status).toBe('succeeded')
  expect((captured.latest_charge as Stripe.Charge).payment_method_details?.card?.capture_before).toBeUndefined()
  const { data } = await sandbox.stripe.events.list({ type: 'charge.expired' })
  expect(data.map(({ data: { object } }) => (object as Stripe.Charge).metadata.order_id)).toContain('ord_5')
})
