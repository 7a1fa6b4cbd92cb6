import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catchError, paymentOf, postForm } from '../create-client.ts'
import { type Sandbox, SETTLE_MS, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
beforeEach(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterEach(() => sandbox.stop())

const NET = 3000 - 117
const pay = (order_id: string, currency = 'usd') =>
  stripe.paymentIntents.create({ ...paymentOf(order_id, 'pm_card_visa'), currency })
const payOutAll = async () => {
  const response = await postForm(`${sandbox.url}/sandbox/payouts`, '')
  return ((await response.json()) as { data: Stripe.Payout[] }).data
}
const sumOf = (transactions: Stripe.BalanceTransaction[]) => transactions.reduce((sum, { net }) => sum + net, 0)

describe('when all is paid out', () => {
  test('then each currency has its payout, which covers what came since the one before', async () => {
    await pay('ord_1')
    await pay('ord_2', 'eur')
    const [eur, usd] = await payOutAll()
    expect(usd).toMatchObject({ amount: NET, currency: 'usd', automatic: true, status: 'pending' })
    expect(eur).toMatchObject({ amount: NET, currency: 'eur' })
    expect((await stripe.balance.retrieve()).available.every(({ amount }) => amount === 0)).toBe(true)
    await pay('ord_3')
    const { data: first } = await stripe.balanceTransactions.list({ payout: String(usd?.id) })
    expect(first.map(({ type }) => type)).toEqual(['payout', 'charge'])
    expect(sumOf(first)).toBe(0)
    const [second] = await payOutAll()
    const { data } = await stripe.balanceTransactions.list({ payout: String(second?.id), type: 'charge' })
    expect(data).toMatchObject([{ net: NET }])
    expect(data[0]?.id).not.toBe(first[1]?.id)
  })

  test('then it is paid a while later', async () => {
    await pay('ord_1')
    const [{ id } = { id: '' }] = await payOutAll()
    await sandbox.pass(SETTLE_MS)
    expect(await stripe.payouts.retrieve(id)).toMatchObject({ status: 'paid', reconciliation_status: 'completed' })
    expect((await stripe.payouts.list({ status: 'paid' })).data).toHaveLength(1)
    const { data } = await stripe.events.list({ type: 'payout.*' })
    expect(data.map(({ type }) => type)).toEqual(['payout.reconciliation_completed', 'payout.paid', 'payout.created'])
  })
})

describe('when a payout is made by hand', () => {
  test('then it takes what it says, no more than there is, and can be canceled', async () => {
    await pay('ord_1')
    const work = stripe.payouts.create({ amount: NET + 1, currency: 'usd' })
    expect((await catchError(work, Stripe.errors.StripeInvalidRequestError)).code).toBe('balance_insufficient')
    const expand = ['balance_transaction']
    const payout = await stripe.payouts.create({ amount: 1000, currency: 'usd', expand })
    expect(payout.balance_transaction).toMatchObject({ type: 'payout', amount: -1000, source: payout.id })
    const byPayout = stripe.balanceTransactions.list({ payout: payout.id })
    expect((await catchError(byPayout, Stripe.errors.StripeInvalidRequestError)).param).toBe('payout')
    expect((await stripe.payouts.cancel(payout.id)).status).toBe('canceled')
    expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(NET)
    await catchError(stripe.payouts.cancel(payout.id), Stripe.errors.StripeInvalidRequestError)
  })

  test('then of ten at once only what is there is paid', async () => {
    await pay('ord_1')
    const pays = Array.from({ length: 10 }, () => stripe.payouts.create({ amount: 1000, currency: 'usd' }))
    const ends = await Promise.allSettled(pays)
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  })
})
