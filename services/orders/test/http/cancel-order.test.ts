import { Order } from '@tradewind/contracts/orders.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import type { ChargeAnswer } from '../../src/client-deps.ts'
import { toRequest, toUnpaidRequest } from '../order-request.ts'
import { captures, isDown } from '../scripted-clients.ts'
import { toPayment } from '../to-payment.ts'
import { faultsOf, useApp } from './start-app.ts'

const { started, send, post, get } = useApp()
const read = async (id: string) => (await get(`/orders/${id}`)).json()
const templates = () => started().emails.calls.map(({ request }) => request.template)
const cancel = (id: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  send('POST', `/orders/${id}/cancel`, body, headers)

describe('when an order is canceled', () => {
  it('and it is captured then it is 200, canceled at once, and the money follows', async () => {
    const { id } = (await post()).json()
    const answer = await cancel(id, { reason: 'changed my mind' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ status: 'canceled', cancel_reason: 'changed my mind' })
    expect(answer.headers.etag).toBe(`"${answer.json().revision}"`)
    expect(Value.Check(Order, answer.json())).toBe(true)
    const order = await eventually(async () => {
      const now = await read(id)
      return now.payment_status === 'refunded' && now
    })
    expect(order).toMatchObject({ captured_total: 3000, refunded_total: 3000, refunds: [{ status: 'succeeded' }] })
    await eventually(() => expect(templates()).toEqual(['order_confirmed', 'order_canceled']))
    expect(started().emails.canceled).toEqual([`order:${id}`])
  })

  it('and it is authorized then that is let go of', async () => {
    started().payments.script = ({ request }) => ({ kind: 'settled', payment: toPayment(request, 'requires_capture') })
    const { id } = (await post()).json()
    expect((await send('DELETE', `/orders/${id}`)).json()).toMatchObject({ status: 'canceled' })
    await eventually(async () => expect(await read(id)).toMatchObject({ payment_status: 'voided' }))
  })

  it('and it is not paid then it is canceled, with no body at all', async () => {
    const { id } = (await post(toUnpaidRequest())).json()
    const answer = await send('POST', `/orders/${id}/cancel`)
    expect([answer.statusCode, answer.json().payment_status]).toEqual([200, 'voided'])
  })

  it('again under another key then it is the same, with one mail and one refund', async () => {
    const { id } = (await post()).json()
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(id)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200))
    await eventually(async () => expect(await read(id)).toMatchObject({ payment_status: 'refunded' }))
    await eventually(() => expect(templates()).toEqual(['order_confirmed', 'order_canceled']))
    expect((await read(id)).refunds).toHaveLength(1)
  })

  it('again under its key then it is said to be replayed, and another body is refused', async () => {
    const { id } = (await post()).json()
    const key = { 'idempotency-key': 'c' }
    await cancel(id, {}, key)
    const again = await cancel(id, {}, key)
    expect([again.statusCode, again.headers['idempotent-replayed']]).toEqual([200, 'true'])
    const other = await cancel(id, { reason: 'other' }, key)
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused'])
  })

  it('and a part of it is on its way then it is 409', async () => {
    const { id } = (await post()).json()
    const order = await eventually(async () => {
      const found = await started().store.find(id)
      return found?.next_effect_at === undefined && found
    })
    if (!order) throw new Error('no order')
    const at = '2026-01-01T00:00:00.000Z'
    const parcel = { id: 'ful_1', status: 'shipped' as const, line_items: [], created_at: at, shipped_at: at }
    await started().store.save({ ...order, fulfillments: [parcel], version: order.version + 1 })
    const answer = await cancel(id)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'already_shipped'])
  })

  it.each([
    ['POST', '/cancel'],
    ['DELETE', ''],
  ] as const)(
    'with %s and no key then it is 400; no order, 404; a key that may only read, 403',
    async (method, path) => {
      const { id } = (await post()).json()
      const code = async (order_id: string, headers: Record<string, string>) => {
        const answer = await send(method, `/orders/${order_id}${path}`, undefined, headers)
        return `${answer.statusCode} ${answer.json().code}`
      }
      expect(await code(id, { 'idempotency-key': '' })).toBe('400 idempotency_key_missing')
      expect(await code('ord_gone', {})).toBe('404 order_not_found')
      expect(await code(id, { authorization: 'Bearer sk_reader' })).toBe('403 scope_missing')
    },
  )

  it.each([
    [{ notify: 'yes' }, ['/notify wrong_type']],
    [{ reason: '' }, ['/reason too_short']],
    [{ reasons: 'x' }, ['/reasons unknown_field']],
  ])('with %j then it is 422', async (body, faults) => {
    const answer = await cancel((await post(toUnpaidRequest())).json().id, body)
    expect(answer.statusCode).toBe(422)
    expect(faultsOf(answer.json()).map((fault) => fault.split(' ')[0])).toEqual(faults.map((one) => one.split(' ')[0]))
  })
})

describe('when an order is canceled while its charge is unfinished', () => {
  it('then it is 202, and canceled and refunded when the charge has come out, without a confirmation', async () => {
    const { promise, resolve } = Promise.withResolvers<ChargeAnswer>()
    started().payments.script = () => promise
    const { id } = (await post(toRequest(), { prefer: 'respond-async' })).json()
    const answer = await cancel(id)
    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toMatchObject({ status: 'pending', cancel_requested_at: expect.any(String) })
    const waiting = cancel(id, {}, { prefer: 'wait=10' })
    const { request } = started().payments.calls[0] ?? {}
    if (!request) throw new Error('not charged')
    resolve({ kind: 'settled', payment: toPayment(request, 'succeeded') })
    expect((await waiting).json()).toMatchObject({ status: 'canceled' })
    await eventually(async () => expect(await read(id)).toMatchObject({ payment_status: 'refunded' }))
    await eventually(() => expect(templates()).toEqual(['order_canceled']))
  })

  it('and payments are away then it is canceled when they are back, and never charged', async () => {
    started().payments.script = isDown
    const { id } = (await post(toRequest(), { prefer: 'wait=0' })).json()
    await eventually(() => expect(started().payments.calls.length).toBeGreaterThan(0))
    await cancel(id)
    started().payments.script = captures
    await eventually(async () => expect(await read(id)).toMatchObject({ status: 'canceled', captured_total: 0 }))
    expect(started().payments.held.payments.size).toBe(0)
  })
})
