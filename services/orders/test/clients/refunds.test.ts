import type { Refund } from '@tradewind/contracts/refunds.ts'
import { runInContext } from '@tradewind/service/request-context.ts'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { createPaymentsClient } from '../../src/clients/payments-client.ts'
import { createHeldPayments } from '../held-payments.ts'
import { effectOf, newOrder } from '../new-order.ts'
import { toPayment } from '../to-payment.ts'
import { CALL_HEADERS, CONTEXT, PEER, useClient } from './start-client.ts'

const http = useClient()
const charged = effectOf(newOrder(), 'charge').payload
const paid = toPayment(charged, 'succeeded')
const path = `/payments/${paid.id}/refunds`
const processing = newRefund()
const succeeded: Refund = { ...processing, status: 'succeeded' }
const request = { amount: 1000, metadata: { refund_id: 'eff_1' } }

/** One of payments' own, such as it answers with. */
function newRefund(): Refund {
  const held = createHeldPayments()
  held.hold(paid)
  const begun = held.beginRefund('eff_1', paid.id, { amount: 1000 })
  if (!('refund' in begun)) throw new Error('no refund')
  return begun.refund
}

describe('a refund', () => {
  const refund = () => createPaymentsClient(http()).refund({ key: 'eff_1', payment_id: paid.id, request })
  const payments = () => nock(PEER).post(path)

  it('when it is sent then it carries its key, our key, and the request it belongs to', async () => {
    nock(PEER, { reqheaders: CALL_HEADERS }).post(path, request).reply(201, succeeded)
    expect(await runInContext(CONTEXT, refund)).toEqual({ refund: succeeded })
  })

  it.each([
    [201, { ...succeeded, status: 'failed' }],
    [202, processing],
  ])('when payments answers %i then what the refund says counts', async (status, answered) => {
    payments().reply(status, answered)
    expect(await refund()).toEqual({ refund: answered })
  })

  it.each([
    [422, 'amount_exceeds_refundable'],
    [409, 'invalid_state'],
  ])('when payments answers %i %s then it is refused, in the words of payments', async (status, code) => {
    payments().reply(status, { code, detail: 'There is nothing left.' })
    expect(await refund()).toEqual({ refusal: { code, message: 'There is nothing left.' } })
  })

  it.each([
    [409, { code: 'idempotency_in_flight' }, 'payments: 409 idempotency_in_flight'],
    [422, { code: 'idempotency_key_reused' }, 'payments: 422 idempotency_key_reused'],
    [429, { code: 'rate_limited' }, 'payments: 429 rate_limited'],
    [500, { code: 'internal_error' }, 'payments: 500 internal_error'],
    [503, { code: 'gateway_unavailable' }, 'payments: 503 gateway_unavailable'],
    [201, undefined, 'payments: the answer is not a refund'],
    [201, { id: succeeded.id }, 'payments: the answer is not a refund'],
    [201, '<html>', 'payments: status 201 with a body that is not JSON'],
  ])('when payments answers %i %j then nothing is known, and nothing refused', async (status, body, reason) => {
    payments().reply(status, body)
    expect(await refund()).toEqual({ reason })
  })

  it('when the reply is lost then it is sent once more under its key, and that answer counts', async () => {
    payments().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    nock(PEER, { reqheaders: CALL_HEADERS }).post(path).reply(201, succeeded)
    expect(await runInContext(CONTEXT, refund)).toEqual({ refund: succeeded })
  })

  it('when payments is slower than there is time then nothing is known', async () => {
    payments().delay(5_000).reply(201, succeeded)
    const answer = await runInContext({ ...CONTEXT, deadline: Date.now() + 50 }, refund)
    expect(answer).toEqual({ reason: expect.stringMatching(/timeout|ECONNABORTED/) })
  })
})

describe('the refunds of a payment', () => {
  const read = () => createPaymentsClient(http()).readRefunds(paid.id)
  const page = (query = {}) =>
    nock(PEER)
      .get(path)
      .query({ limit: 100, ...query })

  it('when they fill pages then all pages are read', async () => {
    page().reply(200, { data: [succeeded], next_cursor: 'c1' })
    page({ after: 'c1' }).reply(200, { data: [processing], next_cursor: null })
    expect(await read()).toEqual([succeeded, processing])
  })

  it('when a later page does not come then none counts', async () => {
    page().reply(200, { data: [succeeded], next_cursor: 'c1' })
    page({ after: 'c1' }).reply(429, { code: 'rate_limited' })
    expect(await read()).toEqual({ reason: 'payments: 429 on reading the payment' })
  })

  it.each([[undefined], [{ data: 5 }], [{ data: [{ id: 're_1' }] }]])(
    'when it is %j then nothing is known',
    async (body) => {
      page().reply(200, body)
      expect(await read()).toEqual({ reason: 'payments: the answer is not a refund' })
    },
  )
})

describe('the payments of an order', () => {
  const read = () => createPaymentsClient(http()).readOfOrder(charged.order_id)
  const payments = () => nock(PEER).get('/payments').query({ order_id: charged.order_id })

  it.each([[[]], [[paid]]])('when they are %j then they are read', async (data) => {
    payments().reply(200, { data })
    expect(await read()).toEqual(data)
  })

  it.each([
    [404, { code: 'route_not_found' }, 'payments: 404 on reading the payment'],
    [429, { code: 'rate_limited' }, 'payments: 429 on reading the payment'],
    [503, { code: 'database_unavailable' }, 'payments: 503 on reading the payment'],
    [200, undefined, 'payments: the answer is not payments'],
    [200, { data: [paid, { id: 'pay_2' }] }, 'payments: the answer is not payments'],
  ])(
    'when payments answers %i %j then nothing is known, least of all that there is none',
    async (status, body, reason) => {
      payments().reply(status, body)
      expect(await read()).toEqual({ reason })
    },
  )
})
