import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import { toUnpaidRequest } from '../order-request.ts'
import { captures, declines } from '../scripted-clients.ts'
import { toPayment } from '../to-payment.ts'
import { useApp } from './start-app.ts'

const { started, send, post, get } = useApp()
const pay = (id: string, body: unknown = { method: 'pm_card_amex' }, headers: Record<string, string> = {}) =>
  send('POST', `/orders/${id}/payments`, body, headers)

describe('when an order is paid again', () => {
  it('after a decline then it is 201 and confirmed, under a key of its own', async () => {
    started().payments.script = declines
    const { order_id } = (await post()).json()
    started().payments.script = ({ request }) => ({
      kind: 'settled',
      payment: toPayment(request, 'succeeded', {
        id: order_id.replace('ord_', 'pay_').replace(/.$/, (last: string) => (last === '0' ? '1' : '0')),
      }),
    })
    const answer = await pay(order_id)
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ status: 'confirmed', payment_status: 'captured' })
    expect(answer.json().payments).toMatchObject([{ status: 'failed' }, { status: 'succeeded' }])
    expect(answer.json()).not.toHaveProperty('client_secret')
    const keys = started().payments.calls.map(({ key }) => key)
    expect(new Set(keys).size).toBe(2)
  })

  it('and that is declined too then it is 402, also when its key comes again', async () => {
    const { id } = (await post(toUnpaidRequest())).json()
    started().payments.script = declines
    const answers = [await pay(id, { method: 'pm_1' }, { 'idempotency-key': 'p' })]
    answers.push(await pay(id, { method: 'pm_1' }, { 'idempotency-key': 'p' }))
    for (const answer of answers) {
      expect(answer.statusCode).toBe(402)
      expect(answer.json()).toMatchObject({
        code: 'payment_declined',
        order_id: id,
        decline_code: 'insufficient_funds',
      })
      expect(answer.json()).not.toHaveProperty('client_secret')
    }
    expect(started().payments.calls).toHaveLength(1)
  })

  it('ten times at once then one payment is made', async () => {
    const { id } = (await post(toUnpaidRequest())).json()
    const answers = await Promise.all(Array.from({ length: 10 }, () => pay(id)))
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(9)
    expect(started().payments.calls).toHaveLength(1)
  })

  it('and is paid then it is 409', async () => {
    const { id } = (await post()).json()
    const answer = await pay(id)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'order_already_paid'])
  })

  it('instead of authorizing the first payment then that is given up, and the new one is charged', async () => {
    started().payments.script = ({ request }) => ({ kind: 'settled', payment: toPayment(request, 'requires_action') })
    const { id } = (await post()).json()
    started().payments.script = ({ request }) => ({
      kind: 'settled',
      payment: toPayment(request, 'succeeded', {
        id: id.replace('ord_', 'pay_').replace(/.$/, (last: string) => (last === '0' ? '1' : '0')),
      }),
    })
    const answer = await pay(id)
    expect(answer.statusCode).toBe(201)
    expect(answer.json().payments).toMatchObject([{ status: 'canceled' }, { status: 'succeeded' }])
    expect(answer.json()).toMatchObject({ status: 'confirmed', payment_status: 'captured' })
  })

  it.each([
    [{}, '/method'],
    [{ method: 'visa' }, '/method'],
    [{ method: 'pm_1', capture: 'later' }, '/capture'],
  ])('with %j then it is 422', async (body, pointer) => {
    const answer = await pay((await post(toUnpaidRequest())).json().id, body)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors[0].pointer).toBe(pointer)
  })
})

describe('when nobody tells what the customer has done', () => {
  it('then the payment is asked about, and the order confirmed', async () => {
    started().payments.script = ({ request }) => ({ kind: 'settled', payment: toPayment(request, 'requires_action') })
    const { id, payments } = (await post()).json()
    started().payments.script = captures
    started().payments.held.change(payments[0].id, { status: 'succeeded', amount_captured: 3000, next_action: null })
    await eventually(async () => expect((await get(`/orders/${id}`)).json()).toMatchObject({ status: 'confirmed' }))
  })
})
