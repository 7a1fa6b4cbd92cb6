import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchError, paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
beforeAll(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.stop())

const refuse = (id: string, params: Stripe.PaymentIntentUpdateParams) =>
  catchError(stripe.paymentIntents.update(id, params), Stripe.errors.StripeInvalidRequestError)
const findBy = async (key: string, value: string) =>
  (await stripe.paymentIntents.search({ query: `metadata["${key}"]:"${value}"` })).data.map(({ id }) => id)

test('when an intent is not confirmed yet then amount and card may change, within what can be charged', async () => {
  const { id } = await stripe.paymentIntents.create({ amount: 100, currency: 'eur' })
  const updated = await stripe.paymentIntents.update(id, { amount: 200, payment_method: 'pm_card_visa' })
  expect(updated).toMatchObject({ amount: 200, payment_method: 'pm_card_visa', status: 'requires_confirmation' })
  expect((await refuse(id, { amount: 49 })).code).toBe('amount_too_small')
  const params = { return_url: 'https://shop.example' }
  expect((await stripe.paymentIntents.confirm(id, params)).amount_received).toBe(200)
})

test('when the amount changes while the customer is asked then it has to be confirmed anew', async () => {
  const { id } = await stripe.paymentIntents.create(paymentOf('ord_1', 'pm_card_authenticationRequired'))
  const updated = await stripe.paymentIntents.update(id, { amount: 4000 })
  expect(updated).toMatchObject({ amount: 4000, status: 'requires_confirmation', next_action: null })
})

test('when it is paid then its amount is fixed and its metadata is not', async () => {
  const { id } = await stripe.paymentIntents.create(paymentOf('ord_2', 'pm_card_visa'))
  const error = await refuse(id, { amount: 1000 })
  expect(error).toMatchObject({ code: 'payment_intent_unexpected_state', param: 'amount' })
  const params = { metadata: { order_id: 'ord_3', payment_id: '' }, customer: 'cus_9', description: 'two mugs' }
  const updated = await stripe.paymentIntents.update(id, params)
  expect(updated).toMatchObject({ metadata: { order_id: 'ord_3' }, customer: 'cus_9', description: 'two mugs' })
  expect(await stripe.paymentIntents.retrieve(id)).toEqual(updated)
  expect(await findBy('order_id', 'ord_3')).toEqual([id])
  expect(await findBy('order_id', 'ord_2')).toEqual([])
  expect((await stripe.paymentIntents.list({ customer: 'cus_9' })).data).toHaveLength(1)
})

test('when there is no such intent or parameter then it is refused', async () => {
  expect((await refuse('pi_none', { amount: 100 })).statusCode).toBe(404)
  expect((await refuse('pi_none', { colour: 'red' } as Stripe.PaymentIntentUpdateParams)).code).toBe(
    'parameter_unknown',
  )
})
