import Stripe from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { catchError, listCharges, paymentOf, postForm } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
let id: string
beforeEach(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
  id = (await stripe.paymentIntents.create(paymentOf('ord_1', 'pm_card_visa'))).id
})
afterEach(() => sandbox.stop())

const plant = async (kind: string, more = '') => {
  const response = await postForm(`${sandbox.url}/sandbox/plants`, `kind=${kind}&payment_intent=${id}${more}`)
  return { status: response.status, body: (await response.json()) as Stripe.PaymentIntent }
}
const EXPAND = ['latest_charge.balance_transaction']
const read = async (intent: string) => {
  const { amount, latest_charge, metadata } = await stripe.paymentIntents.retrieve(intent, { expand: EXPAND })
  const charge = latest_charge as Stripe.Charge
  const { fee, net } = charge.balance_transaction as Stripe.BalanceTransaction
  return { amount, charged: charge.amount_captured, fee, net, order_id: metadata.order_id }
}
const countEvents = async () => (await stripe.events.list({ limit: 100 })).data.length

test('when an intent is deleted then it, its charge and its money were never there', async () => {
  await plant('delete')
  await catchError(stripe.paymentIntents.retrieve(id), Stripe.errors.StripeInvalidRequestError)
  expect(await listCharges(sandbox.url, 'ord_1')).toEqual([])
  expect((await stripe.balanceTransactions.list()).data).toEqual([])
  expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(0)
  const query = 'metadata["order_id"]:"ord_1"'
  expect((await stripe.paymentIntents.search({ query })).data).toEqual([])
})

test('when an amount is changed then intent, charge and transaction say so', async () => {
  await plant('change_amount', '&amount=2500')
  expect(await read(id)).toEqual({ amount: 2500, charged: 2500, fee: 117, net: 2383, order_id: 'ord_1' })
})

test('when a charge is doubled then there are two of one order', async () => {
  const { body } = await plant('double')
  expect(body.id).not.toBe(id)
  expect(await read(body.id)).toEqual(await read(id))
  expect(await listCharges(sandbox.url, 'ord_1')).toHaveLength(2)
})

test('when a stray charge is made then it has no order', async () => {
  const { body } = await plant('stray')
  expect(await read(body.id)).toMatchObject({ amount: 3000, order_id: undefined })
})

test('when a fee is removed then the net is the amount', async () => {
  await plant('remove_fee')
  expect(await read(id)).toMatchObject({ fee: 0, net: 3000 })
})

test('when anything is planted then no event tells of it, and what is no plant is refused', async () => {
  const before = await countEvents()
  await plant('double')
  await plant('delete')
  expect(await countEvents()).toBe(before)
  expect((await plant('weeds')).status).toBe(400)
  expect((await plant('change_amount')).status).toBe(400)
})
