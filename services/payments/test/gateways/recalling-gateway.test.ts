import { lowestIdAt } from '@tradewind/service/ids.ts'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import type { PaymentStore } from '../../src/deps.ts'
import { createRecallingGateway } from '../../src/gateways/recalling-gateway.ts'
import { createStripeClient } from '../../src/gateways/stripe-client.ts'
import { answerCreate, BASE, buildIntent, useStripeGateway } from './stripe-peer.ts'

const RESTORED_MS = Date.parse('2026-11-24T12:00:00.000Z')
const before = lowestIdAt('ord', RESTORED_MS - 60_000)
const after = lowestIdAt('ord', RESTORED_MS)

const inner = useStripeGateway()
const { stripe } = createStripeClient({ secret_key: 'sk_test_nock', base_url: BASE })
const known = [{ id: 're_known', gateway_ref: 're_gateway_known' }]
const store = { listRefunds: async () => known } as unknown as PaymentStore
const gateway = createRecallingGateway({ gateway: inner, stripe, store, restored_at: '2026-11-24T12:00:00.000Z' })

const charge = (order_id: string) =>
  gateway.send({ kind: 'charge', request: JSON.stringify({ amount: 3000, metadata: { order_id } }), key: 'pay:att_2' })

const answerSearch = (...data: object[]) =>
  nock(BASE)
    .get('/v1/payment_intents/search')
    .query(({ query }) => query === `metadata["order_id"]:"${before}"`)
    .reply(200, { object: 'search_result', data, has_more: false })

describe('charge, after a restore', () => {
  it('when the gateway has charged for the order, then that is the outcome, and nothing is sent', async () => {
    const again = answerCreate(200, buildIntent({ id: 'pi_2' }))
    answerSearch(buildIntent({ id: 'pi_failed', status: 'requires_payment_method' }), buildIntent())
    expect(await charge(before)).toMatchObject({
      kind: 'settled',
      at_gateway: { gateway_ref: 'pi_1', status: 'succeeded' },
    })
    expect(again.isDone()).toBe(false)
  })

  it('when one charge of the order was given back, then the other is the outcome; alone it is it itself', async () => {
    const returned = buildIntent({ id: 'pi_returned', latest_charge: { refunded: true } })
    answerSearch(returned, buildIntent())
    expect(await charge(before)).toMatchObject({ at_gateway: { gateway_ref: 'pi_1' } })
    answerSearch(returned)
    expect(await charge(before)).toMatchObject({ at_gateway: { gateway_ref: 'pi_returned' } })
  })

  it('when there is nothing but what has failed, then it is charged', async () => {
    answerSearch(
      buildIntent({ id: 'pi_failed', status: 'requires_payment_method' }),
      buildIntent({ status: 'canceled' }),
    )
    answerCreate(200, buildIntent({ id: 'pi_2' }))
    expect(await charge(before)).toMatchObject({ at_gateway: { gateway_ref: 'pi_2' } })
  })

  it('when the gateway cannot be asked, then nothing is sent', async () => {
    const again = answerCreate(200, buildIntent({ id: 'pi_2' }))
    nock(BASE).get('/v1/payment_intents/search').query(true).reply(500, {})
    expect(await charge(before)).toMatchObject({ kind: 'not_sent' })
    expect(again.isDone()).toBe(false)
  })

  it('when the order is younger than the restore, then it is charged unasked', async () => {
    answerCreate(200, buildIntent({ id: 'pi_2' }))
    expect(await charge(after)).toMatchObject({ at_gateway: { gateway_ref: 'pi_2' } })
  })
})

describe('refund, after a restore', () => {
  const metadata = { order_id: before, payment_id: 'pay_1', refund_id: 're_new' }
  const request = JSON.stringify({ payment_intent: 'pi_1', amount: 500, metadata })
  const refund = () => gateway.send({ kind: 'refund', request, key: 'ref:1' })
  const buildRefund = (given: object) => ({
    id: 're_gateway_1',
    object: 'refund',
    amount: 500,
    status: 'succeeded',
    created: RESTORED_MS / 1000 - 60,
    metadata: { refund_id: 're_forgotten' },
    ...given,
  })
  const answerList = (...data: object[]) =>
    nock(BASE).get('/v1/refunds').query(true).reply(200, { object: 'list', data, has_more: false })
  const answerRefund = () =>
    nock(BASE)
      .post('/v1/refunds')
      .reply(200, buildRefund({ id: 're_gateway_2' }))

  it('when a forgotten one of that amount is there, then that is the outcome, and nothing is sent', async () => {
    const again = answerRefund()
    answerList(buildRefund({}))
    expect(await refund()).toMatchObject({ kind: 'refunded', refund: { gateway_ref: 're_gateway_1' } })
    expect(again.isDone()).toBe(false)
  })

  it.each([
    ['of another amount', { amount: 400 }],
    ['known here by its id', { metadata: { refund_id: 're_known' } }],
    ['known here by the gateway’s id', { id: 're_gateway_known' }],
    ['not asked for by us', { metadata: {} }],
    ['failed', { status: 'failed' }],
    ['younger than the restore', { created: RESTORED_MS / 1000 }],
  ])('when what is there is %s, then the refund is made', async (_what, given) => {
    answerList(buildRefund(given))
    answerRefund()
    expect(await refund()).toMatchObject({ refund: { gateway_ref: 're_gateway_2' } })
  })
})
