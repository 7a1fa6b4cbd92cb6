import { RefundedOrder } from '@tradewind/contracts/orders.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { faultsOf, useApp } from './start-app.ts'

const { started, send, post, get } = useApp()
const refund = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  send('POST', `/orders/${id}/refunds`, body, headers)
const templates = () => started().emails.calls.map(({ request }) => request.template)

describe('when an order is refunded', () => {
  it('then it is 201 with the order and its refund, and the customer hears of it', async () => {
    const { id } = (await post()).json()
    const answer = await refund(id, { amount: 1000, reason: 'scratched' })
    expect(answer.statusCode).toBe(201)
    expect(Value.Check(RefundedOrder, answer.json())).toBe(true)
    const { refund_id } = answer.json()
    expect(answer.json()).toMatchObject({
      payment_status: 'partially_refunded',
      refunded_total: 1000,
      refunds: [{ id: refund_id, status: 'succeeded', amount: 1000, reason: 'scratched' }],
    })
    await eventually(() => expect(templates()).toEqual(['order_confirmed', 'order_refunded']))
    expect((await get(`/orders/${id}`)).json()).toMatchObject({ refunded_total: 1000 })
  })

  it('and payments do not answer in time then it is 202, and the same key finds how it came out', async () => {
    const { id } = (await post()).json()
    const give = started().payments.refund
    started().payments.refund = async () => ({ reason: 'payments: ECONNREFUSED' })
    const key = { 'idempotency-key': 'r' }
    const first = await refund(id, { amount: 1000 }, { ...key, prefer: 'wait=0' })
    expect([first.statusCode, first.json().refunds[0].status]).toEqual([202, 'processing'])
    started().payments.refund = give
    const again = await refund(id, { amount: 1000 }, key)
    expect([again.statusCode, again.headers['idempotent-replayed']]).toEqual([201, 'true'])
    expect(again.json()).toMatchObject({ refund_id: first.json().refund_id, refunded_total: 1000 })
  })

  it('and payments refuse then it has failed, visibly, and what it reserved is free', async () => {
    const { id, payments } = (await post()).json()
    started().payments.held.change(payments[0].id, { amount_refunded: 2500 })
    const answer = await refund(id, { amount: 1000 })
    expect(answer.statusCode).toBe(201)
    expect(answer.json().refunds).toMatchObject([
      { status: 'failed', last_error: { code: 'amount_exceeds_refundable' } },
    ])
    expect(answer.json()).toMatchObject({ refunded_total: 2500 })
    expect((await refund(id, { amount: 500 })).json()).toMatchObject({
      refunded_total: 3000,
      payment_status: 'refunded',
    })
  })

  it('20 times at once for more than there is then no more goes back than was captured', async () => {
    const { id } = (await post()).json()
    const answers = await Promise.all(Array.from({ length: 20 }, () => refund(id, { amount: 700 })))
    const codes = answers.map(({ statusCode }) => statusCode)
    expect(codes.filter((code) => code === 201)).toHaveLength(4)
    expect(codes.filter((code) => code === 422)).toHaveLength(16)
    expect((await get(`/orders/${id}`)).json()).toMatchObject({ refunded_total: 2800 })
  })

  it('by line, and canceled at once, then nothing goes back twice', async () => {
    const { id, line_items } = (await post()).json()
    const lines = [{ id: line_items[0].id, quantity: 1 }]
    await Promise.all([refund(id, { line_items: lines }), send('POST', `/orders/${id}/cancel`, {})])
    const order = await eventually(async () => {
      const now = (await get(`/orders/${id}`)).json()
      return now.payment_status === 'refunded' && now
    })
    expect(order).toMatchObject({ status: 'canceled', refunded_total: 3000 })
  })

  it('and payments tell later that it came back then the order shows it', async () => {
    const { id, payments } = (await post()).json()
    const { refund_id } = (await refund(id, { amount: 1000 })).json()
    const { held } = started().payments
    const known = held.refunds.get(refund_id)
    if (!known) throw new Error('no refund')
    held.refunds.set(refund_id, { ...known, status: 'failed', last_error: { code: 'closed', message: 'Closed.' } })
    held.change(payments[0].id, { amount_refunded: 0 })
    await tell(id, payments[0].id)
    expect((await get(`/orders/${id}`)).json()).toMatchObject({
      payment_status: 'captured',
      refunded_total: 0,
      refunds: [{ status: 'failed', last_error: { code: 'closed' } }],
    })
  })

  it('elsewhere then the order has that refund too, without a mail', async () => {
    const { id, payments } = (await post()).json()
    const { held } = started().payments
    held.beginRefund('theirs', payments[0].id, { amount: 400 })
    held.endRefund('theirs', 'succeeded')
    await tell(id, payments[0].id)
    await tell(id, payments[0].id)
    const order = (await get(`/orders/${id}`)).json()
    expect(order.refunds).toMatchObject([{ origin: 'elsewhere', status: 'succeeded', amount: 400 }])
    expect(order).toMatchObject({ refunded_total: 400, payment_status: 'partially_refunded' })
    expect(templates()).not.toContain('order_refunded')
  })

  it.each([
    [{ amount: 0 }, '/amount'],
    [{ amount: 1.5 }, '/amount'],
    [{ line_items: [] }, '/line_items'],
    [{ line_items: [{ id: 'x', quantity: 1 }] }, '/line_items/0/id'],
    [{ amounts: 1 }, '/amounts'],
  ])('with %j then it is 422 at %s', async (body, pointer) => {
    const answer = await refund((await post()).json().id, body)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'validation_failed'])
    expect(faultsOf(answer.json()).map((fault) => fault.split(' ')[0])).toEqual([pointer])
  })

  it('with more than was captured then it is 422 with what is left', async () => {
    const answer = await refund((await post()).json().id, { amount: 3001 })
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'amount_exceeds_refundable', amount_refundable: 3000 })
    expect(faultsOf(answer.json())).toEqual(['/amount amount_exceeds_refundable'])
  })
})

const tell = (order_id: string, payment_id: string) =>
  send(
    'POST',
    '/payment-events',
    {
      id: order_id.replace('ord_', 'pev_'),
      type: 'refund.changed',
      order_id,
      payment_id,
      object_id: 're_1',
      created_at: '2026-01-01T00:00:00.000Z',
    },
    { authorization: 'Bearer sk_service' },
  )
