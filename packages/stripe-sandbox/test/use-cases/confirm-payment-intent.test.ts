import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchError, listCharges, paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

const unconfirmed = (order_id: string, method: string) =>
  sandbox.stripe.paymentIntents.create({ ...paymentOf(order_id, method), confirm: false })

test('when an intent is confirmed with its own method then it is charged', async () => {
  const { id } = await unconfirmed('ord_1', 'pm_card_visa')
  const intent = await sandbox.stripe.paymentIntents.confirm(id, { expand: ['latest_charge'] })
  expect(intent.status).toBe('succeeded')
  expect((intent.latest_charge as Stripe.Charge).payment_intent).toBe(id)
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
})

test('when a declined intent is confirmed with another card then it succeeds and forgets the error', async () => {
  const work = sandbox.stripe.paymentIntents.create(paymentOf('ord_2', 'pm_card_chargeDeclined'))
  const { payment_intent } = await catchError(work, Stripe.errors.StripeCardError)
  const intent = await sandbox.stripe.paymentIntents.confirm(payment_intent?.id ?? '', {
    payment_method: 'pm_card_mastercard',
  })
  expect(intent).toMatchObject({ status: 'succeeded', last_payment_error: null })
  const statuses = (await listCharges(sandbox.url, 'ord_2')).map(({ status }) => status)
  expect(statuses).toEqual(['failed', 'succeeded'])
})

test('when a charged intent is confirmed again then it is refused and charged once', async () => {
  const { id } = await sandbox.stripe.paymentIntents.create(paymentOf('ord_3', 'pm_card_visa'))
  const error = await catchError(sandbox.stripe.paymentIntents.confirm(id), Stripe.errors.StripeInvalidRequestError)
  expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' })
  expect(error.payment_intent?.id).toBe(id)
  expect(await listCharges(sandbox.url, 'ord_3')).toHaveLength(1)
})

test('when ten confirmations of one intent race then one charges', async () => {
  const { id } = await unconfirmed('ord_4', 'pm_card_visa')
  const races = Array.from({ length: 10 }, () => sandbox.stripe.paymentIntents.confirm(id))
  const ends = await Promise.allSettled(races)
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await listCharges(sandbox.url, 'ord_4')).toHaveLength(1)
})

test('when an intent has no payment method then confirming it is refused', async () => {
  const { id } = await sandbox.stripe.paymentIntents.create({ amount: 100, currency: 'usd' })
  const error = await catchError(sandbox.stripe.paymentIntents.confirm(id), Stripe.errors.StripeInvalidRequestError)
  expect(error.message).toContain('missing a payment method')
})

test('when there is no such intent then it is a 404 with the param', async () => {
  const work = sandbox.stripe.paymentIntents.confirm('pi_none', { payment_method: 'pm_card_visa' })
  const error = await catchError(work, Stripe.errors.StripeInvalidRequestError)
  expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'intent' })
})
