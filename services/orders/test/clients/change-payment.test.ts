import { runInContext } from '@tradewind/service/request-context.ts'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { createPaymentsClient } from '../../src/clients/payments-client.ts'
import { effectOf, newOrder } from '../new-order.ts'
import { INSUFFICIENT_FUNDS, toPayment } from '../to-payment.ts'
import { CALL_HEADERS, CONTEXT, PEER, useClient } from './start-client.ts'

const http = useClient()
const charged = effectOf(newOrder(), 'charge').payload
const held = toPayment(charged, 'requires_capture')
const processing = toPayment(charged, 'processing')
const canceled = toPayment(charged, 'canceled')
const captured = toPayment(charged, 'succeeded')
const path = `/payments/${held.id}`

describe.each([
  { name: 'capture', action: 'capture', done: captured, other: canceled },
  { name: 'void', action: 'cancel', done: canceled, other: captured },
] as const)('a $name', ({ name, action, done, other }) => {
  const change = () => createPaymentsClient(http())[name]({ key: 'eff_1', payment_id: held.id })
  const payments = () => nock(PEER).post(`${path}/${action}`)

  it('when it is sent then it carries its key, our key, and the request it belongs to', async () => {
    nock(PEER, { reqheaders: CALL_HEADERS }).post(`${path}/${action}`, {}).reply(200, done)
    expect(await runInContext(CONTEXT, change)).toEqual(done)
  })

  it('when its outcome is unknown yet then the payment says so', async () => {
    payments().reply(202, processing)
    expect(await change()).toEqual(processing)
  })

  it.each([
    ['ended', other],
    ['is done already', done],
    ['is under way', processing],
  ])('when it is refused because the payment %s then what that is now counts', async (_what, now) => {
    payments().reply(409, { code: 'invalid_state' })
    nock(PEER).get(path).reply(200, now)
    expect(await change()).toEqual(now)
  })

  it('when it is definitely refused then the payment says why', async () => {
    const refused = { ...held, last_error: INSUFFICIENT_FUNDS }
    payments().reply(402, { code: 'card_declined', payment_id: held.id })
    nock(PEER).get(path).reply(200, refused)
    expect(await change()).toEqual({ payment: refused, refusal: INSUFFICIENT_FUNDS })
  })

  it('when it is definitely refused and the payment has forgotten why then the answer says it', async () => {
    payments().reply(402, { code: 'payment_refused', detail: 'The bank says no.' })
    nock(PEER).get(path).reply(200, held)
    const refusal = { code: 'payment_refused', decline_code: null, advice_code: null, message: 'The bank says no.' }
    expect(await change()).toEqual({ payment: held, refusal })
  })

  it.each([done, other, processing])('when it was refused and is $status now then that counts', async (now) => {
    payments().reply(402, { code: 'card_declined' })
    nock(PEER).get(path).reply(200, now)
    expect(await change()).toEqual(now)
  })

  it('when it is definitely refused and the payment cannot be read then nothing is known', async () => {
    payments().reply(402, { code: 'card_declined' })
    nock(PEER).get(path).reply(503, { code: 'database_unavailable' })
    expect(await change()).toEqual({ reason: 'payments: 503 on reading the payment' })
  })

  it('when it is refused and the payment cannot be read then nothing is known', async () => {
    payments().reply(409, { code: 'invalid_state' })
    nock(PEER).get(path).reply(503, { code: 'database_unavailable' })
    expect(await change()).toEqual({ reason: 'payments: 503 on reading the payment' })
  })

  it.each([
    [409, { code: 'idempotency_in_flight' }, 'payments: 409 idempotency_in_flight'],
    [422, { code: 'amount_exceeds_capturable' }, 'payments: 422 amount_exceeds_capturable'],
    [429, { code: 'rate_limited' }, 'payments: 429 rate_limited'],
    [500, { code: 'internal_error' }, 'payments: 500 internal_error'],
    [503, { code: 'gateway_unavailable' }, 'payments: 503 gateway_unavailable'],
    [200, undefined, 'payments: the answer is not a payment'],
    [200, { ...done, amount: 30.5 }, 'payments: the answer is not a payment'],
    [200, '<html>', 'payments: status 200 with a body that is not JSON'],
  ])('when payments answers %i %j then nothing is known', async (status, body, reason) => {
    payments().reply(status, body)
    expect(await change()).toEqual({ reason })
  })

  it('when the reply is lost then it is sent once more under its key, and that answer counts', async () => {
    payments().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    nock(PEER, { reqheaders: CALL_HEADERS }).post(`${path}/${action}`).reply(200, done)
    expect(await runInContext(CONTEXT, change)).toEqual(done)
  })

  it('when payments is slower than there is time then nothing is known', async () => {
    payments().delay(5_000).reply(200, done)
    const answer = await runInContext({ ...CONTEXT, deadline: Date.now() + 50 }, change)
    expect(answer).toEqual({ reason: expect.stringMatching(/timeout|ECONNABORTED/) })
  })
})
