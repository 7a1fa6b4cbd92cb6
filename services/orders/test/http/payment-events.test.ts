import type { Order } from '@tradewind/contracts/orders.ts'
import type { PaymentEvent } from '@tradewind/contracts/payment-events.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import type { ChargeAnswer } from '../../src/client-deps.ts'
import { toRequest } from '../order-request.ts'
import { toPayment } from '../to-payment.ts'
import { useApp } from './start-app.ts'

const { started, send, post, get } = useApp()
const SERVICE = { authorization: 'Bearer sk_service' }

const eventOf = ({ id, payments }: Order, changes: Partial<PaymentEvent> = {}): PaymentEvent => {
  const payment_id = payments[0]?.id ?? id.replace('ord_', 'pay_')
  const event_id = id.replace('ord_', 'pev_')
  const created_at = '2026-01-01T00:00:00.000Z'
  return {
    id: event_id,
    type: 'payment.changed',
    order_id: id,
    payment_id,
    object_id: payment_id,
    created_at,
    ...changes,
  }
}

const tell = (event: unknown, headers: Record<string, string> = SERVICE) =>
  send('POST', '/payment-events', event, headers)

const waitsForCustomer = () => {
  started().payments.script = ({ request }) => ({ kind: 'settled', payment: toPayment(request, 'requires_action') })
}

const read = async (id: string) => (await get(`/orders/${id}`)).json() as Order

describe('when payments tells that a payment changed', () => {
  it('then it is read anew, and what it is now counts, however often it is told', async () => {
    waitsForCustomer()
    const order = (await post()).json() as Order
    const { held } = started().payments
    const { id: payment_id = '' } = order.payments[0] ?? {}
    held.change(payment_id, { status: 'succeeded', amount_captured: 3000, next_action: null })
    for (let times = 0; times < 3; times += 1) expect((await tell(eventOf(order))).statusCode).toBe(204)
    expect(await read(order.id)).toMatchObject({ status: 'confirmed', payment_status: 'captured', revision: 3 })
    await eventually(() =>
      expect(started().emails.calls.map(({ request }) => request.template)).toEqual([
        'payment_action_required',
        'order_confirmed',
      ]),
    )
  })

  it('and nothing is different then nothing is written', async () => {
    const order = (await post()).json() as Order
    await eventually(async () => (await started().store.countDue()).orders === 0)
    const before = await started().store.find(order.id)
    expect((await tell(eventOf(order))).statusCode).toBe(204)
    expect(await started().store.find(order.id)).toStrictEqual(before)
  })

  it('and a part of it is disputed then the order shows how much', async () => {
    const order = (await post()).json() as Order
    started().payments.held.change(order.payments[0]?.id ?? '', { amount_disputed: 3000 })
    await tell(eventOf(order, { type: 'dispute.changed' }))
    expect(await read(order.id)).toMatchObject({ status: 'confirmed', payments: [{ amount_disputed: 3000 }] })
    expect((await started().store.find(order.id))?.events.at(-1)?.data).toMatchObject({ amount_disputed: 3000 })
  })

  it('and it cannot be read now then the event is to come again', async () => {
    const order = (await post()).json() as Order
    started().payments.read = async () => ({ reason: 'payments: ECONNREFUSED' })
    const answer = await tell(eventOf(order))
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'payments_unavailable'])
  })

  it('and its charge is still under way here then the charge’s own answer tells', async () => {
    const { promise, resolve } = Promise.withResolvers<ChargeAnswer>()
    started().payments.script = () => promise
    const order = (await post(toRequest(), { prefer: 'respond-async' })).json() as Order
    started().payments.read = isDownToRead
    expect((await tell(eventOf(order))).statusCode).toBe(204)
    resolve({ kind: 'failed', reason: 'payments: 503' })
  })

  it('and the order is not ours then that is no fault', async () => {
    const order = (await post()).json() as Order
    const other = `${order.id.slice(0, -1)}${order.id.endsWith('0') ? '1' : '0'}`
    expect((await tell(eventOf(order, { order_id: other }))).statusCode).toBe(204)
  })

  it.each([
    ['without a key', { 'idempotency-key': '' }, 400, 'idempotency_key_missing'],
    ['by a shop', { authorization: 'Bearer sk_shop' }, 403, 'scope_missing'],
  ])('%s then it is refused', async (_how, headers, status, code) => {
    const order = (await post()).json() as Order
    const answer = await tell(eventOf(order), { ...SERVICE, ...headers } as Record<string, string>)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })

  it('and the body is not one then it is 422', async () => {
    const answer = await tell({ id: 'pev_1', type: 'payment.lost' })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'validation_failed'])
  })
})

const isDownToRead = async () => ({ reason: 'payments: asked though it need not' })
