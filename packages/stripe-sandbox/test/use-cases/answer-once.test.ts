import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchError, listCharges, paymentOf, postForm } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

test('when a request is sent again under its key then the stored answer is replayed and nothing is charged', async () => {
  const params = paymentOf('ord_1', 'pm_card_visa')
  const first = await sandbox.stripe.paymentIntents.create(params, { idempotencyKey: 'key 1' })
  const again = await sandbox.stripe.paymentIntents.create(params, { idempotencyKey: 'key 1' })
  expect(again).toEqual(first)
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined()
  expect(again.lastResponse.headers).toMatchObject({
    'idempotent-replayed': 'true',
    'idempotency-key': 'key 1',
    'original-request': first.lastResponse.requestId,
  })
  expect(await listCharges(sandbox.url, 'ord_1')).toHaveLength(1)
})

test('when a declined request is sent again then the same decline is replayed', async () => {
  const send = () => {
    const params = paymentOf('ord_2', 'pm_card_chargeDeclined')
    const work = sandbox.stripe.paymentIntents.create(params, { idempotencyKey: 'key 2' })
    return catchError(work, Stripe.errors.StripeCardError)
  }
  const first = await send()
  const again = await send()
  expect(again.charge).toBe(first.charge)
  expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true', 'stripe-should-retry': 'false' })
  expect(await listCharges(sandbox.url, 'ord_2')).toHaveLength(1)
})

test('when the parameters stand in another order then it is the same request', async () => {
  const send = (form: string) => postForm(`${sandbox.url}/v1/payment_intents`, form, { 'idempotency-key': 'key 3' })
  const first = await send('amount=100&currency=usd&metadata[a]=1&metadata[b]=2')
  const again = await send('metadata[b]=2&currency=usd&metadata[a]=1&amount=100')
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(await again.text()).toBe(await first.text())
})

test('when the key comes with other parameters then it is an idempotency error', async () => {
  const options = { idempotencyKey: 'key 4' }
  await sandbox.stripe.paymentIntents.create({ amount: 100, currency: 'usd' }, options)
  const work = sandbox.stripe.paymentIntents.create({ amount: 101, currency: 'usd' }, options)
  const error = await catchError(work, Stripe.errors.StripeIdempotencyError)
  expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' })
  expect(error.message).toContain('same parameters')
})

test('when the key comes to another endpoint then it is an idempotency error', async () => {
  const options = { idempotencyKey: 'key 5' }
  const { id } = await sandbox.stripe.paymentIntents.create({ amount: 100, currency: 'usd' }, options)
  const error = await catchError(
    sandbox.stripe.paymentIntents.cancel(id, {}, options),
    Stripe.errors.StripeIdempotencyError,
  )
  expect(error.message).toContain('same endpoint')
})

test('when ten requests race under one key then one charges and the others replay it or find the key in use', async () => {
  const send = () =>
    sandbox.stripe.paymentIntents.create(paymentOf('ord_6', 'pm_card_visa'), { idempotencyKey: 'key 6' })
  const ends = await Promise.allSettled(Array.from({ length: 10 }, send))
  const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as Stripe.errors.StripeError] : []))
  expect(failures.every(({ code, statusCode }) => statusCode === 409 && code === 'idempotency_key_in_use')).toBe(true)
  expect(await listCharges(sandbox.url, 'ord_6')).toHaveLength(1)
})

test('when validation refuses a request then its key stays free', async () => {
  const options = { idempotencyKey: 'key 7' }
  const work = sandbox.stripe.paymentIntents.create({ amount: 0, currency: 'usd' }, options)
  await catchError(work, Stripe.errors.StripeInvalidRequestError)
  const intent = await sandbox.stripe.paymentIntents.create({ amount: 50, currency: 'usd' }, options)
  expect(intent.amount).toBe(50)
})

test('when a state refuses a request then the refusal is stored under its key', async () => {
  const { id } = await sandbox.stripe.paymentIntents.create({ amount: 100, currency: 'usd' })
  const send = () => {
    const work = sandbox.stripe.paymentIntents.capture(id, {}, { idempotencyKey: 'key 8' })
    return catchError(work, Stripe.errors.StripeInvalidRequestError)
  }
  await send()
  expect((await send()).headers?.['idempotent-replayed']).toBe('true')
})
