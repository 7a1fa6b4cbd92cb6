import { Order } from '@tradewind/contracts/orders.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { toRequest, toUnpaidRequest } from '../order-request.ts'
import { captures, declines, isDown, isUnsure } from '../scripted-clients.ts'
import { toPayment } from '../to-payment.ts'
import { useApp } from './start-app.ts'

const { started, post, get } = useApp()
const FREE = { line_items: [{ sku: 'GIFT', title: 'Gift', quantity: 1, unit_price: 0 }], shipping_total: 0 }
const INTERNAL = ['client_id', 'idempotency_key', 'request_hash', 'version', 'events', 'effects', 'lease_owner']

describe('when an order is created', () => {
  it('then it is 201, confirmed and captured, with its place and secret', async () => {
    const { statusCode, headers, body } = await post()
    const order = JSON.parse(body)
    expect(statusCode).toBe(201)
    expect(order).toMatchObject({ status: 'confirmed', payment_status: 'captured', total: 3000, captured_total: 3000 })
    expect(order.client_secret).toBe(started().secretOf(order.id))
    expect(headers.location).toBe(`/orders/${order.id}`)
    expect(headers).not.toHaveProperty('idempotent-replayed')
    expect(Value.Check(Order, order)).toBe(true)
    for (const name of [...INTERNAL, 'next_effect_at']) expect(order).not.toHaveProperty(name)
  })

  it('then its one mail goes out', async () => {
    await post()
    await eventually(() => expect(started().emails.calls).toHaveLength(1))
  })

  it('and the card is declined then it is 402 with the way on, and the order stays payable', async () => {
    started().payments.script = declines
    const { statusCode, headers, body } = await post()
    const problem = JSON.parse(body)
    expect(statusCode).toBe(402)
    expect(headers['content-type']).toContain('application/problem+json')
    expect(problem).toMatchObject({
      code: 'payment_declined',
      decline_code: 'insufficient_funds',
      detail: 'Your card has insufficient funds.',
      client_secret: started().secretOf(problem.order_id),
    })
    expect(headers.location).toBe(`/orders/${problem.order_id}`)
    expect((await get(`/orders/${problem.order_id}`)).json()).toMatchObject({
      status: 'pending',
      payment_status: 'failed',
    })
  })

  it('and the customer must act then it is 201 with what to do', async () => {
    started().payments.script = ({ request }) => ({ kind: 'settled', payment: toPayment(request, 'requires_action') })
    const answer = await post()
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({
      status: 'pending',
      payment_status: 'requires_action',
      next_action: { type: 'redirect_to_url', url: 'https://bank.example/3ds' },
    })
  })

  it('and it costs nothing then it is confirmed without a charge', async () => {
    const answer = await post(toRequest(FREE))
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ status: 'confirmed', payment_status: 'captured', captured_total: 0 })
    await eventually(() => expect(started().emails.calls).toHaveLength(1))
    expect(started().payments.calls).toEqual([])
  })

  it('and no payment is given then it is 201 and waits for one', async () => {
    const answer = await post(toUnpaidRequest())
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ status: 'pending', payment_status: 'pending' })
  })

  it.each([
    ['down', isDown, 'pending'],
    ['unsure', isUnsure, 'processing'],
  ])('and payments is %s then it is 202, and the order is finished later', async (_what, script, payment_status) => {
    started().payments.script = script
    const answer = await post(toRequest(), { prefer: 'wait=0' })
    expect(answer.statusCode).toBe(202)
    await eventually(() => expect(started().payments.calls.length).toBeGreaterThan(0))
    const url = answer.headers.location ?? ''
    await eventually(async () => expect((await get(url)).json()).toMatchObject({ payment_status }))
    started().payments.script = captures
    await eventually(async () => expect((await get(url)).json()).toMatchObject({ status: 'confirmed' }))
  })

  it('and email is down then the customer sees nothing of it, and the mail goes out later', async () => {
    const { emails } = started()
    emails.script = (_call, nth) => (nth < 3 ? 'email: ECONNREFUSED' : undefined)
    expect((await post()).statusCode).toBe(201)
    await eventually(() => expect(emails.calls).toHaveLength(3))
    expect(new Set(emails.calls.map(({ key }) => key)).size).toBe(1)
  })

  it('and Prefer is respond-async then it is 202 before payments has answered', async () => {
    const { promise: held, resolve: go } = Promise.withResolvers<void>()
    started().payments.script = async (call, nth) => {
      await held
      return captures(call, nth)
    }
    const answer = await post(toRequest(), { prefer: 'respond-async' })
    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toMatchObject({ status: 'pending', payment_status: 'pending' })
    go()
    await eventually(async () =>
      expect((await get(answer.headers.location ?? '')).json()).toMatchObject({ status: 'confirmed' }),
    )
  })
})
