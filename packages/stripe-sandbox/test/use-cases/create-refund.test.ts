import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catchError, paymentOf } from '../create-client.ts'
import { type Sandbox, SETTLE_MS, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
beforeEach(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterEach(() => sandbox.stop())

const pay = async (method = 'pm_card_visa', order_id = 'ord_1') => {
  const params = { ...paymentOf(order_id, method), expand: ['latest_charge'] }
  const intent = await stripe.paymentIntents.create(params)
  return { payment_intent: intent.id, charge: (intent.latest_charge as Stripe.Charge).id }
}
const balanceOf = async () => (await stripe.balance.retrieve()).available[0]?.amount
const refuse = (params: Stripe.RefundCreateParams) =>
  catchError(stripe.refunds.create(params), Stripe.errors.StripeInvalidRequestError)

/** 30.00 less 2.9 % and 30. */
const NET = 3000 - 117

describe('when a charge is refunded', () => {
  test('then all of it goes back, the fee does not, and a second refund is refused', async () => {
    const { payment_intent, charge } = await pay()
    const expand = ['charge', 'balance_transaction']
    const metadata = { why: 'broken' }
    const refund = await stripe.refunds.create({ payment_intent, reason: 'requested_by_customer', metadata, expand })
    expect(refund).toMatchObject({ object: 'refund', amount: 3000, status: 'succeeded', payment_intent, metadata })
    expect(refund.charge).toMatchObject({ id: charge, amount_refunded: 3000, refunded: true })
    const booked = { type: 'refund', amount: -3000, fee: 0, net: -3000, source: refund.id, status: 'available' }
    expect(refund.balance_transaction).toMatchObject(booked)
    expect(await balanceOf()).toBe(NET - 3000)
    expect(await refuse({ payment_intent })).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' })
  })

  test('then parts add up to it and no further', async () => {
    const { charge } = await pay()
    await stripe.refunds.create({ charge, amount: 1000 })
    const error = await refuse({ charge, amount: 2001 })
    expect(error).toMatchObject({ statusCode: 400, param: 'amount' })
    expect(error.message).toContain('is greater than unrefunded amount on charge (20.00 USD)')
    await stripe.refunds.create({ charge, amount: 2000 })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 3000, refunded: true })
    const { data } = await stripe.refunds.list({ charge })
    expect(data.map(({ amount }) => amount)).toEqual([2000, 1000])
  })

  test('then of thirty refunds of 60 % at once one succeeds', async () => {
    const { charge } = await pay()
    const ends = await Promise.allSettled(
      Array.from({ length: 30 }, () => stripe.refunds.create({ charge, amount: 1800 })),
    )
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await stripe.charges.retrieve(charge)).amount_refunded).toBe(1800)
  })

  test('then its key makes it one refund', async () => {
    const { charge } = await pay()
    const send = () => stripe.refunds.create({ charge, amount: 100 }, { idempotencyKey: 'refund 1' })
    expect((await send()).id).toBe((await send()).id)
    expect((await stripe.charges.retrieve(charge)).amount_refunded).toBe(100)
  })

  test('then only what was captured of an authorization can go back', async () => {
    const params = { ...paymentOf('ord_2', 'pm_card_visa'), capture_method: 'manual' as const }
    const { id: payment_intent } = await stripe.paymentIntents.create(params)
    await refuse({ payment_intent })
    await stripe.paymentIntents.capture(payment_intent, { amount_to_capture: 1000 })
    await refuse({ payment_intent, amount: 1001 })
    expect((await stripe.refunds.create({ payment_intent })).amount).toBe(1000)
  })

  test.each([
    [{}, 'parameter_missing'],
    [{ charge: 'ch_none' }, 'resource_missing'],
    [{ payment_intent: 'pi_none' }, 'resource_missing'],
    [{ charge: 'ch_1', payment_intent: 'pi_1' }, undefined],
    [{ charge: 'ch_1', amount: 0 }, 'parameter_invalid_integer'],
    [{ charge: 'ch_1', reason: 'whim' as 'duplicate' }, undefined],
  ])('then %o is refused', async (params, code) => {
    expect((await refuse(params)).code).toBe(code)
  })
})

describe('when a refund does not end at once', () => {
  test('then pm_sim_refund_fails gives it back, once an order', async () => {
    const { charge } = await pay('pm_sim_refund_fails')
    const { id } = await stripe.refunds.create({ charge, amount: 1000 })
    const pending = await stripe.refunds.retrieve(id)
    expect(pending).toMatchObject({ status: 'pending', pending_reason: 'processing', balance_transaction: null })
    expect((await stripe.charges.retrieve(charge)).amount_refunded).toBe(1000)
    await sandbox.pass(SETTLE_MS - 1)
    expect((await stripe.refunds.retrieve(id)).status).toBe('pending')
    await sandbox.pass(1)
    const failed = await stripe.refunds.retrieve(id)
    expect(failed).toMatchObject({ status: 'failed', failure_reason: 'lost_or_stolen_card' })
    expect(failed.pending_reason).toBeUndefined()
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false })
    expect(await balanceOf()).toBe(NET)
    expect((await stripe.refunds.create({ charge })).status).toBe('succeeded')
  })

  test('then pm_card_refundFail takes the money back by a transaction of its own', async () => {
    const { charge } = await pay('pm_card_refundFail')
    const { id, status } = await stripe.refunds.create({ charge })
    expect(status).toBe('succeeded')
    await sandbox.pass(SETTLE_MS)
    const failed = await stripe.refunds.retrieve(id, { expand: ['failure_balance_transaction'] })
    expect(failed.status).toBe('failed')
    expect(failed.failure_balance_transaction).toMatchObject({ type: 'refund_failure', amount: 3000, source: id })
    expect(await balanceOf()).toBe(NET)
  })

  test('then pm_card_pendingRefund succeeds later, and is booked then', async () => {
    const { charge } = await pay('pm_card_pendingRefund')
    const { id } = await stripe.refunds.create({ charge })
    expect(await balanceOf()).toBe(NET)
    await sandbox.pass(SETTLE_MS)
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'succeeded' })
    expect(await balanceOf()).toBe(NET - 3000)
  })

  test('then it can be canceled while it is pending, and stays canceled', async () => {
    const { charge } = await pay('pm_card_pendingRefund')
    const { id } = await stripe.refunds.create({ charge })
    expect((await stripe.refunds.cancel(id)).status).toBe('canceled')
    expect((await stripe.charges.retrieve(charge)).amount_refunded).toBe(0)
    await sandbox.pass(SETTLE_MS)
    expect((await stripe.refunds.retrieve(id)).status).toBe('canceled')
    await catchError(stripe.refunds.cancel(id), Stripe.errors.StripeInvalidRequestError)
  })
})

test('when the metadata of a refund is changed then pairs are added and taken away', async () => {
  const { charge } = await pay()
  const { id } = await stripe.refunds.create({ charge, metadata: { a: '1', b: '2' } })
  expect((await stripe.refunds.update(id, { metadata: { b: '', c: '3' } })).metadata).toEqual({ a: '1', c: '3' })
})
