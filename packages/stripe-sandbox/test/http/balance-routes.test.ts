import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
beforeAll(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
  for (const [order_id, currency] of [
    ['ord_1', 'usd'],
    ['ord_2', 'usd'],
    ['ord_3', 'eur'],
  ] as const) {
    await stripe.paymentIntents.create({ ...paymentOf(order_id, 'pm_card_visa'), currency })
    sandbox.clock.now_ms += 1000
  }
  const [charge] = (await stripe.charges.list({ limit: 1 })).data
  await stripe.refunds.create({ charge: String(charge?.id), amount: 500 })
})
afterAll(() => sandbox.stop())

const ordersOf = ({ data }: { data: Stripe.BalanceTransaction[] }) =>
  data.map(({ source }) => (source as Stripe.Charge).metadata?.order_id)

test('when a card is charged then the fee is 2.9 % and 30, and the intent expands down to it', async () => {
  const params = { ...paymentOf('ord_4', 'pm_card_visa'), currency: 'chf', amount: 3983 }
  const expand = ['latest_charge.balance_transaction']
  const intent = await stripe.paymentIntents.create({ ...params, expand })
  const booked = (intent.latest_charge as Stripe.Charge).balance_transaction as Stripe.BalanceTransaction
  // 115.507 is rounded half up.
  expect(booked).toMatchObject({ object: 'balance_transaction', type: 'charge', amount: 3983, fee: 146, net: 3837 })
  expect(booked.fee_details).toMatchObject([{ amount: 146, currency: 'chf', type: 'stripe_fee' }])
  expect(await stripe.balanceTransactions.retrieve(booked.id)).toEqual(booked)
  expect(await stripe.paymentIntents.retrieve(intent.id, { expand })).toEqual(intent)
})

test('when transactions are listed then each filter holds, and cursors page', async () => {
  const list = (params: Stripe.BalanceTransactionListParams) =>
    stripe.balanceTransactions.list({ expand: ['data.source'], ...params })
  expect(ordersOf(await list({ type: 'charge', currency: 'usd' }))).toEqual(['ord_2', 'ord_1'])
  const created = { lt: Math.floor(Date.UTC(2026, 0, 1) / 1000) + 2 }
  expect(ordersOf(await list({ type: 'charge', created }))).toEqual(['ord_2', 'ord_1'])
  const [refund] = (await list({ type: 'refund' })).data
  const source = String((refund?.source as Stripe.Refund | undefined)?.id)
  expect((await stripe.balanceTransactions.list({ source })).data.map(({ id }) => id)).toEqual([refund?.id])
  const all = await stripe.balanceTransactions.list({ limit: 2 }).autoPagingToArray({ limit: 100 })
  expect(all.length).toBe(5)
  expect(new Set(all.map(({ id }) => id)).size).toBe(5)
})

test('when the balance is asked for then it is the sum of all that was booked', async () => {
  const { available, pending } = await stripe.balance.retrieve()
  const all = await stripe.balanceTransactions.list().autoPagingToArray({ limit: 100 })
  for (const { currency, amount } of available) {
    const booked = all.filter((transaction) => transaction.currency === currency)
    expect(
      booked.reduce((sum, { net }) => sum + net, 0),
      currency,
    ).toBe(amount)
  }
  expect(available.map(({ currency }) => currency)).toEqual(['chf', 'eur', 'usd'])
  expect(pending.every(({ amount }) => amount === 0)).toBe(true)
})

test('when a declined or merely authorized card is charged then nothing is booked', async () => {
  const before = await stripe.balance.retrieve()
  await stripe.paymentIntents.create(paymentOf('ord_5', 'pm_card_chargeDeclined')).catch(() => undefined)
  await stripe.paymentIntents.create({ ...paymentOf('ord_6', 'pm_card_visa'), capture_method: 'manual' })
  expect(await stripe.balance.retrieve()).toEqual(before)
})
