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
const pay = (method: string, order_id = 'ord_1') => stripe.paymentIntents.create(paymentOf(order_id, method))
const balanceOf = async () => (await stripe.balance.retrieve()).available[0]?.amount
const newestTypes = async (limit: number) =>
  (await stripe.events.list({ limit })).data.map(({ type }) => type).toReversed()

async function disputed(method = 'pm_sim_dispute') {
  const { id: payment_intent } = await pay(method)
  await sandbox.pass(SETTLE_MS)
  const [dispute] = (await stripe.disputes.list({ payment_intent })).data
  return { payment_intent, dispute: dispute as Stripe.Dispute }
}

describe('when a card disputes its charge', () => {
  test.each(['pm_sim_dispute', 'pm_card_createDispute'])('then %s withdraws amount and fee', async (method) => {
    const { payment_intent, dispute } = await disputed(method)
    expect(dispute).toMatchObject({ amount: 3000, status: 'needs_response', reason: 'fraudulent', payment_intent })
    expect(dispute.balance_transactions).toMatchObject([
      { type: 'adjustment', reporting_category: 'dispute', amount: -3000, fee: 1500, net: -4500, source: dispute.id },
    ])
    expect(await balanceOf()).toBe(NET - 4500)
    const charge = await stripe.charges.retrieve(String(dispute.charge))
    expect(charge.disputed).toBe(true)
    expect(await newestTypes(2)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
    const work = stripe.refunds.create({ payment_intent })
    expect((await catchError(work, Stripe.errors.StripeInvalidRequestError)).code).toBe('charge_disputed')
  })

  test('then pm_sim_dispute does so once an order', async () => {
    await disputed()
    await disputed()
    expect((await stripe.disputes.list()).data).toHaveLength(1)
  })

  test('then an inquiry withdraws nothing and may be refunded', async () => {
    const { payment_intent, dispute } = await disputed('pm_card_createDisputeInquiry')
    expect(dispute).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] })
    expect(await balanceOf()).toBe(NET)
    expect((await stripe.refunds.create({ payment_intent })).status).toBe('succeeded')
    expect((await stripe.disputes.close(dispute.id)).status).toBe('warning_closed')
  })
})

describe('when a dispute is answered', () => {
  test('then winning evidence brings the money back', async () => {
    const { dispute, payment_intent } = await disputed()
    const evidence = { uncategorized_text: 'winning_evidence' }
    const kept = await stripe.disputes.update(dispute.id, { evidence, submit: false })
    expect(kept).toMatchObject({ status: 'needs_response', evidence_details: { has_evidence: true } })
    const { status } = await stripe.disputes.update(dispute.id, { evidence })
    expect(status).toBe('under_review')
    await sandbox.pass(SETTLE_MS)
    const won = await stripe.disputes.retrieve(dispute.id)
    expect(won.status).toBe('won')
    expect(won.balance_transactions[1]).toMatchObject({ type: 'adjustment', amount: 3000, fee: -1500, net: 4500 })
    expect(await balanceOf()).toBe(NET)
    const closed = ['charge.dispute.updated', 'charge.dispute.closed', 'charge.dispute.funds_reinstated']
    expect(await newestTypes(3)).toEqual(closed)
    expect((await stripe.refunds.create({ payment_intent })).amount).toBe(3000)
  })

  test('then losing evidence and giving up lose it, once', async () => {
    const { dispute } = await disputed('pm_card_createDispute')
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'losing_evidence' } })
    await sandbox.pass(SETTLE_MS)
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('lost')
    const other = await disputed('pm_card_createDispute')
    expect((await stripe.disputes.close(other.dispute.id)).status).toBe('lost')
    expect(await newestTypes(2)).toEqual(['charge.dispute.updated', 'charge.dispute.closed'])
    await catchError(stripe.disputes.close(dispute.id), Stripe.errors.StripeInvalidRequestError)
    expect(await balanceOf()).toBe(2 * (NET - 4500))
  })
})

test('when a test disputes a charge by hand then it is disputed at once, and not a second time', async () => {
  const { id } = await pay('pm_card_visa')
  await stripe.refunds.create({ payment_intent: id, amount: 1000 })
  const dispute = () => postForm(`${sandbox.url}/sandbox/disputes`, `payment_intent=${id}&reason=product_not_received`)
  expect(await (await dispute()).json()).toMatchObject({ amount: 2000, reason: 'product_not_received' })
  expect((await dispute()).status).toBe(400)
})
