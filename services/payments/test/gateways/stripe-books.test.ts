import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { createStripeBooks } from '../../src/gateways/stripe-books.ts'
import { createStripeClient } from '../../src/gateways/stripe-client.ts'
import { BASE, useStripeGateway } from './stripe-peer.ts'

useStripeGateway()
const books = createStripeBooks(createStripeClient({ secret_key: 'sk_test_nock', base_url: BASE }).stripe)
const list = (query: object) =>
  nock(BASE)
    .get('/v1/balance_transactions')
    .query({ limit: 100, ...query })
const answer = (data: object[], has_more = false) => ({
  object: 'list',
  url: '/v1/balance_transactions',
  has_more,
  data,
})
const movement = {
  id: 'txn_1',
  object: 'balance_transaction',
  type: 'charge',
  amount: 3000,
  fee: 117,
  net: 2883,
  currency: 'usd',
  created: 60,
}
const payment_id = 'pay_01m85cmz3eeew9zvt5nkthsy9c'

describe('listBalance', () => {
  it('when a page is asked for, then whole seconds around it, after the cursor, with what each comes of', async () => {
    const query = { 'created[gte]': 10, 'created[lte]': 21, starting_after: 'txn_0', 'expand[0]': 'data.source' }
    const source = { id: 'ch_1', object: 'charge', payment_intent: 'pi_1', metadata: { payment_id } }
    list(query).reply(200, answer([{ ...movement, source }], true))
    expect(await books.listBalance({ from_ms: 10_900, until_ms: 20_100, after: 'txn_0' })).toEqual({
      data: [
        {
          id: 'txn_1',
          type: 'charge',
          amount: 3000,
          fee: 117,
          net: 2883,
          currency: 'USD',
          source_ref: 'ch_1',
          charge_ref: 'ch_1',
          gateway_ref: 'pi_1',
          payment_id,
          created_at: '1970-01-01T00:01:00.000Z',
        },
      ],
      has_more: true,
    })
  })

  it.each([
    [
      'a refund',
      { id: 're_1', object: 'refund', charge: 'ch_1', payment_intent: 'pi_1' },
      ['re_1', 'ch_1', 'pi_1', null],
    ],
    [
      'a dispute',
      { id: 'dp_1', object: 'dispute', charge: { id: 'ch_1' }, payment_intent: { id: 'pi_1' } },
      ['dp_1', 'ch_1', 'pi_1', null],
    ],
    ['a payout', { id: 'po_1', object: 'payout', metadata: { payment_id } }, ['po_1', null, null, null]],
    ['nothing', null, [null, null, null, null]],
    [
      'a charge of someone else',
      { id: 'ch_2', object: 'charge', payment_intent: null, metadata: { payment_id: 'x' } },
      ['ch_2', 'ch_2', null, null],
    ],
  ])('when it comes of %s, then it says whose it is', async (_what, source, expected) => {
    list({ 'created[gte]': 0, 'expand[0]': 'data.source' }).reply(200, answer([{ ...movement, source }]))
    const { data } = await books.listBalance({ from_ms: 0 })
    expect(data.map((of) => [of.source_ref, of.charge_ref, of.gateway_ref, of.payment_id])).toEqual([expected])
  })

  it('when the gateway fails, then it throws: nothing is taken for an empty page', async () => {
    list({ 'created[gte]': 0, 'expand[0]': 'data.source' }).reply(500, { error: { message: 'No.' } })
    await expect(books.listBalance({ from_ms: 0 })).rejects.toThrow('No.')
  })
})

describe('intents', () => {
  const charge = { id: 'ch_1', amount: 3000, amount_captured: 2000, amount_refunded: 1500 }
  const intent = {
    id: 'pi_1',
    object: 'payment_intent',
    status: 'succeeded',
    amount: 3000,
    amount_received: 2000,
    amount_capturable: 0,
    currency: 'usd',
    created: 60,
    metadata: { payment_id, order_id: 'ord_1' },
    latest_charge: charge,
  }
  const read = {
    gateway_ref: 'pi_1',
    charge_ref: 'ch_1',
    payment_id,
    order_id: 'ord_1',
    status: 'succeeded',
    amount: 3000,
    amount_captured: 2000,
    amount_capturable: 0,
    amount_refunded: 500,
    currency: 'USD',
    created_at: '1970-01-01T00:01:00.000Z',
  }

  it('when a part was captured, then what was let go counts as no refund', async () => {
    const query = { 'created[gte]': 10, 'created[lte]': 21, limit: 100, 'expand[0]': 'data.latest_charge' }
    nock(BASE)
      .get('/v1/payment_intents')
      .query(query)
      .reply(200, answer([intent], true))
    expect(await books.listIntents({ from_ms: 10_900, until_ms: 20_100 })).toEqual({ data: [read], has_more: true })
  })

  it('when a currency is counted in other units there, then the amounts are in ours', async () => {
    const krona = { ...intent, currency: 'isk', amount: 300_000, amount_received: 300_000, latest_charge: null }
    nock(BASE).get('/v1/payment_intents/pi_1').query(true).reply(200, krona)
    expect(await books.readIntent('pi_1')).toMatchObject({ amount: 3000, amount_captured: 3000, currency: 'ISK' })
  })

  it('when the gateway has no such intent, then none; when it does not answer, then it throws', async () => {
    nock(BASE)
      .get('/v1/payment_intents/pi_1')
      .query(true)
      .reply(404, { error: { message: 'No such intent' } })
    expect(await books.readIntent('pi_1')).toBeUndefined()
    nock(BASE)
      .get('/v1/payment_intents/pi_1')
      .query(true)
      .reply(503, { error: { message: 'No.' } })
    await expect(books.readIntent('pi_1')).rejects.toThrow('No.')
  })
})

describe('listPayout', () => {
  it('when the payout was made by hand, then the gateway does not say what it paid out', async () => {
    list({ payout: 'po_1' }).reply(400, { error: { type: 'invalid_request_error', message: 'manual payout' } })
    expect(await books.listPayout({ payout_ref: 'po_1' })).toEqual({ data: [], has_more: false })
  })

  it('when it was automatic, then its movements', async () => {
    list({ payout: 'po_1', starting_after: 'txn_0' }).reply(200, answer([movement]))
    expect((await books.listPayout({ payout_ref: 'po_1', after: 'txn_0' })).data).toMatchObject([{ id: 'txn_1' }])
  })
})
