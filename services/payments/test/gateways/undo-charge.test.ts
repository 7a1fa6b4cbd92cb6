import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { BASE, buildIntent, useStripeGateway } from './stripe-peer.ts'

const gateway = useStripeGateway()
const request = JSON.stringify({ intent: 'pi_1', metadata: { order_id: 'ord_1', payment_id: 'pay_1', undo: 'pi_1' } })
const undo = () => gateway.send({ kind: 'undo', request, key: 'undo:att_1' })

const hold = { status: 'requires_capture', amount_received: 0, amount_capturable: 3000 }
const find = (given: object = {}) =>
  nock(BASE).get('/v1/payment_intents/pi_1').query(true).reply(200, buildIntent(given))
const answerCancel = (status: number, body: object) =>
  nock(BASE, { reqheaders: { 'idempotency-key': 'undo:att_1:void' } })
    .post('/v1/payment_intents/pi_1/cancel')
    .reply(status, body)

describe('undoing a charge', () => {
  it('when it was captured, then it is refunded under a key of its own', async () => {
    find()
    nock(BASE).get('/v1/refunds').query(true).reply(200, { object: 'list', data: [], has_more: false })
    nock(BASE, { reqheaders: { 'idempotency-key': 'undo:att_1:refund' } })
      .post('/v1/refunds')
      .reply(200, { id: 're_1', object: 'refund', status: 'succeeded' })
    expect(await undo()).toEqual({ kind: 'undone', undoing: { how: 'refunded', refund_ref: 're_1' } })
  })

  it('when it is held, then it is let go', async () => {
    find(hold)
    answerCancel(200, buildIntent({ ...hold, status: 'canceled' }))
    expect(await undo()).toEqual({ kind: 'undone', undoing: { how: 'voided', refund_ref: null } })
  })

  it('when it is captured while it is let go, then that is no end: it is read anew, under the next key', async () => {
    find({ ...hold, status: 'requires_action' })
    const error = { type: 'invalid_request_error', code: 'payment_intent_unexpected_state', message: 'It succeeded.' }
    answerCancel(400, { error })
    expect(await undo()).toEqual({ kind: 'unknown', reason: 'It succeeded.', key_spent: true })
  })
})
