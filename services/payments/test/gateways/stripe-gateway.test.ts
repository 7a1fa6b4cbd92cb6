import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { buildCharge } from '../build-charge.ts'
import { answerCreate, BASE, buildIntent, useStripeGateway } from './stripe-peer.ts'

const gateway = useStripeGateway()
const { payment } = buildCharge()
const request = gateway.toRequest({
  kind: 'charge',
  payment: { ...payment, metadata: { gift: 'yes' } },
  attempt_id: 'att_1',
  return_url: 'https://shop.example/paid',
})
const charge = () => gateway.send({ kind: 'charge', request, key: 'pay:att_1' })

describe('charge', () => {
  it('when it is sent, then with our key, our metadata after the own, and as one confirming create', async () => {
    let sent: unknown
    const scope = nock(BASE, { reqheaders: { 'idempotency-key': 'pay:att_1', 'stripe-version': '2026-10-28.endive' } })
      .post('/v1/payment_intents', (body) => {
        sent = body
        return true
      })
      .reply(200, buildIntent())
    await charge()
    expect(scope.isDone()).toBe(true)
    expect(sent).toMatchObject({
      amount: '3000',
      currency: 'usd',
      confirm: 'true',
      return_url: 'https://shop.example/paid',
      'metadata[gift]': 'yes',
      'metadata[order_id]': payment.order_id,
      'metadata[payment_id]': payment.id,
      'metadata[attempt_id]': 'att_1',
    })
  })

  it('when it succeeded, then the outcome holds money and card', async () => {
    answerCreate(200, buildIntent())
    expect(await charge()).toEqual({
      kind: 'settled',
      at_gateway: {
        gateway_ref: 'pi_1',
        status: 'succeeded',
        amount_captured: 3000,
        amount_capturable: 0,
        card: { brand: 'visa', last4: '4242', exp: '02/2031' },
        next_action: null,
        capture_before: '1970-01-01T00:01:00.000Z',
      },
    })
  })

  it('when the customer must act, then the outcome says where', async () => {
    const next_action = { type: 'redirect_to_url', redirect_to_url: { url: 'https://bank.example/3ds' } }
    answerCreate(200, buildIntent({ status: 'requires_action', amount_received: 0, next_action, latest_charge: null }))
    const at_gateway = {
      status: 'requires_action',
      next_action: { type: 'redirect_to_url', url: 'https://bank.example/3ds' },
    }
    expect(await charge()).toMatchObject({ kind: 'settled', at_gateway })
  })
})

describe('lookUp', () => {
  const attempt = { id: 'att_1', kind: 'charge' as const, refund_id: null, request }
  const asked = { attempt, from_ms: 10_500, until_ms: 20_500 }
  const list = (query: object) =>
    nock(BASE)
      .get('/v1/payment_intents')
      .query({ 'created[gte]': 10, 'created[lte]': 21, limit: 100, ...query })
  const other = { ...buildIntent(), id: 'pi_0', metadata: {} }

  it('when the intent is on a later page, then it is found and read with its card', async () => {
    list({}).reply(200, { object: 'list', has_more: true, url: '/v1/payment_intents', data: [other] })
    list({ starting_after: 'pi_0' }).reply(200, {
      object: 'list',
      has_more: false,
      url: '/v1/payment_intents',
      data: [buildIntent({ latest_charge: 'ch_1' })],
    })
    nock(BASE).get('/v1/payment_intents/pi_1').query(true).reply(200, buildIntent())
    const outcome = { kind: 'settled', at_gateway: { gateway_ref: 'pi_1', card: { last4: '4242' } } }
    expect(await gateway.lookUp(asked)).toMatchObject({ kind: 'found', outcome })
  })

  it('when a declined intent is found, then declined', async () => {
    const declined = buildIntent({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code: 'lost_card' },
    })
    list({}).reply(200, { object: 'list', has_more: false, url: '/v1/payment_intents', data: [declined] })
    nock(BASE).get('/v1/payment_intents/pi_1').query(true).reply(200, declined)
    expect(await gateway.lookUp(asked)).toMatchObject({ kind: 'found', outcome: { kind: 'declined' } })
  })

  it('when it is not there, then none', async () => {
    list({}).reply(200, { object: 'list', has_more: false, url: '/v1/payment_intents', data: [other] })
    expect(await gateway.lookUp(asked)).toEqual({ kind: 'none' })
  })

  it('when the list cannot be read, then unsure', async () => {
    list({}).reply(500, { error: { message: 'No.' } })
    expect(await gateway.lookUp(asked)).toMatchObject({ kind: 'unsure' })
  })
})
