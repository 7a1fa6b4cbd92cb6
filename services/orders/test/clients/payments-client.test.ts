import { runInContext } from '@tradewind/service/request-context.ts'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { createPaymentsClient } from '../../src/clients/payments-client.ts'
import { effectOf, newOrder } from '../new-order.ts'
import { toPayment } from '../to-payment.ts'
import { CALL_HEADERS, CONTEXT, PEER, useClient } from './start-client.ts'

const http = useClient()
const request = effectOf(newOrder(), 'charge').payload
const charge = () => createPaymentsClient(http()).charge({ key: 'eff_1', request })
const payments = () => nock(PEER).post('/payments')
const [succeeded, processing, failed] = [
  toPayment(request, 'succeeded'),
  toPayment(request, 'processing'),
  toPayment(request, 'failed'),
]

describe('a charge', () => {
  it('when it is sent then it carries its key, our key, and the request it belongs to', async () => {
    const sent = nock(PEER, { reqheaders: CALL_HEADERS })
      .post('/payments', { ...request })
      .reply(201, succeeded)
    const answer = await runInContext(CONTEXT, charge)
    expect(answer).toEqual({ kind: 'settled', payment: succeeded })
    expect(sent.isDone()).toBe(true)
  })

  it.each([
    [201, succeeded, 'settled'],
    [201, toPayment(request, 'requires_action'), 'settled'],
    [202, processing, 'pending'],
    [201, processing, 'pending'],
  ])('when payments answers %i then what the payment says counts', async (status, payment, kind) => {
    payments().reply(status, payment)
    expect(await charge()).toEqual({ kind, payment })
  })

  it('when it is declined then the payment is read', async () => {
    payments().reply(402, { code: 'card_declined', payment_id: failed.id })
    nock(PEER).get(`/payments/${failed.id}`).reply(200, failed)
    expect(await charge()).toEqual({ kind: 'settled', payment: failed })
  })

  it.each([
    [succeeded, 'settled'],
    [processing, 'pending'],
  ])('when the order has a live payment already then that one counts', async (live, kind) => {
    payments().reply(409, { code: 'order_already_paid' })
    const data = [{ ...failed, id: failed.id.replace(/.$/, '0') }, live]
    nock(PEER).get('/payments').query({ order_id: request.order_id }).reply(200, { data })
    expect(await charge()).toEqual({ kind, payment: live })
  })
})

describe('an answer that tells nothing', () => {
  it.each([
    ['503', 503, { code: 'gateway_unavailable' }, 'payments: 503 gateway_unavailable'],
    ['409 in flight', 409, { code: 'idempotency_in_flight' }, 'payments: 409 idempotency_in_flight'],
    ['401', 401, undefined, 'payments: 401 '],
    ['201 without a body', 201, undefined, 'payments: the answer is not a payment'],
    ['201 with half a payment', 201, { id: succeeded.id }, 'payments: the answer is not a payment'],
    ['201 with a wrong amount', 201, { ...succeeded, amount: 30.5 }, 'payments: the answer is not a payment'],
    ['no JSON', 500, '<html>', 'payments: status 500 with a body that is not JSON'],
  ])('when it is %s then the charge may be sent again', async (_what, status, body, reason) => {
    payments().reply(status, body)
    expect(await charge()).toEqual({ kind: 'failed', reason })
  })

  it.each([
    [404, { code: 'payment_not_found' }],
    [200, undefined],
    [200, null],
    [200, { data: [failed] }],
    [200, { data: 5 }],
  ])('when the declined payment is read as %i %j then the charge may be sent again', async (status, body) => {
    payments().reply(402, { code: 'card_declined', payment_id: failed.id })
    nock(PEER)
      .get(`/payments/${failed.id}`)
      .reply(status, body === null ? 'null' : body)
    expect(await charge()).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^payments: /) })
  })

  it('when the reply is lost then the charge is sent once more under its key, and that answer counts', async () => {
    payments().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    const again = nock(PEER, { reqheaders: CALL_HEADERS }).post('/payments').reply(201, succeeded)
    expect(await runInContext(CONTEXT, charge)).toEqual({ kind: 'settled', payment: succeeded })
    expect(again.isDone()).toBe(true)
  })

  it('when payments is away then nothing was sent', async () => {
    payments().replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
    expect(await charge()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('ECONNREFUSED') })
  })

  it('when payments is slower than the request has time then it is not waited for', async () => {
    payments().delay(5_000).reply(201, succeeded)
    const answer = await runInContext({ ...CONTEXT, deadline: Date.now() + 50 }, charge)
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/timeout|ECONNABORTED/) })
  })
})
