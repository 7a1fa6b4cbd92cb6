import type { PaymentStatus } from '@tradewind/contracts/payments.ts'
import { describe, expect, it } from 'vitest'
import { applyPayment } from '../../src/domain/apply-payment.ts'
import { effectOf, newOrder, occasion, typesOf } from '../new-order.ts'
import { INSUFFICIENT_FUNDS, toPayment } from '../to-payment.ts'

const order = newOrder()
const paid = { order_id: order.id, amount: order.total }
const after = (status: PaymentStatus) => applyPayment(order, toPayment(paid, status), occasion)

describe('what payments says of a payment', () => {
  it.each([
    ['created', 'pending', 'processing', []],
    ['processing', 'pending', 'processing', []],
    ['requires_action', 'pending', 'requires_action', ['payment.requires_action']],
    ['requires_capture', 'confirmed', 'authorized', ['payment.authorized', 'order.confirmed']],
    ['succeeded', 'confirmed', 'captured', ['payment.captured', 'order.confirmed']],
    ['canceled', 'pending', 'voided', ['payment.voided']],
    ['failed', 'pending', 'failed', ['payment.failed']],
  ] as const)('when it is %s then the order is %s and %s', (status, order_status, payment_status, events) => {
    const next = after(status)
    expect(next).toMatchObject({ status: order_status, payment_status })
    expect(typesOf(next.events)).toEqual(['order.created', ...events])
    expect(next.payments).toMatchObject([{ status, amount: 3000 }])
  })

  it('when it is captured then the balance is 0 and one confirmation is to be sent', () => {
    const next = after('succeeded')
    expect(next).toMatchObject({ captured_total: 3000, balance: 0, confirmed_at: occasion.at })
    expect(effectOf(next, 'mail').payload.template).toBe('order_confirmed')
  })

  it('when it is only authorized then nothing is captured yet', () => {
    expect(after('requires_capture')).toMatchObject({ captured_total: 0, balance: 3000 })
  })

  it('when it was authorized and is captured then it is confirmed, and mailed, once', () => {
    const next = applyPayment(after('requires_capture'), toPayment(paid, 'succeeded'), occasion)
    expect(next).toMatchObject({ payment_status: 'captured', captured_total: 3000 })
    expect(typesOf(next.events).filter((type) => type === 'order.confirmed')).toHaveLength(1)
    expect(next.effects.filter(({ type }) => type === 'mail')).toHaveLength(1)
    expect(next.payments).toHaveLength(1)
  })

  it('when it is declined then the customer hears why, and the event tells the code', () => {
    const next = after('failed')
    expect(effectOf(next, 'mail').payload).toMatchObject({
      template: 'payment_failed',
      data: { reason: INSUFFICIENT_FUNDS.message },
    })
    expect(next.events.at(-1)?.data).toMatchObject({ decline_code: 'insufficient_funds', amount: 3000 })
    expect(next.payments[0]?.last_error).toEqual(INSUFFICIENT_FUNDS)
  })

  it('when the customer must act then the order shows how, and no longer once it is done', () => {
    const waiting = after('requires_action')
    expect(waiting.next_action).toEqual({ type: 'redirect_to_url', url: 'https://bank.example/3ds' })
    const done = applyPayment(waiting, toPayment(paid, 'succeeded'), occasion)
    expect(done).not.toHaveProperty('next_action')
    expect(done.payments[0]).not.toHaveProperty('next_action')
  })

  it('when it says nothing new then the order is the same object', () => {
    const next = after('succeeded')
    expect(applyPayment(next, toPayment(paid, 'succeeded'), occasion)).toBe(next)
  })
})
