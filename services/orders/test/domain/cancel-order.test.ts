import { describe, expect, it } from 'vitest'
import { cancelOrder } from '../../src/domain/cancel-order.ts'
import { type Command, decide } from '../../src/domain/decide.ts'
import { expireOrder } from '../../src/domain/expire-order.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { effectOf, newOrder, occasion, typesOf } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { chargingOrder, paymentOf, settledOrder } from '../settled-order.ts'

const cancel = (order: StoredOrder, notify = true) => cancelOrder(order, { reason: 'too late', notify }, occasion)
const settle = (order: StoredOrder, status: 'succeeded' | 'failed' | 'requires_action' | 'requires_capture') =>
  decide(
    order,
    { type: 'charge_settled', effect_id: effectOf(order, 'find_charge').id, payment: paymentOf(order, status) },
    occasion,
  )
const mailOf = (order: StoredOrder) => effectOf(order, 'mail').payload

describe('an order is canceled', () => {
  it('when it was never paid then nothing is to be returned, and its scheduled mails go before its last one', () => {
    const next = cancel(newOrder(toUnpaidRequest()))
    expect(next).toMatchObject({ status: 'canceled', payment_status: 'voided', cancel_reason: 'too late' })
    expect(typesOf(next.effects)).toEqual(['cancel_mails', 'mail'])
    expect(mailOf(next)).toMatchObject({ template: 'order_canceled', data: { money: 'none', reason: 'too late' } })
    expect(typesOf(next.events).at(-1)).toBe('order.canceled')
  })

  it('when nobody may have sent its charge then the charge is off', () => {
    const next = cancel(newOrder())
    expect(next.status).toBe('canceled')
    expect(typesOf(next.effects)).not.toContain('charge')
  })

  it('when it is captured then all of it goes back, reserved at once', () => {
    const next = cancel(settledOrder('succeeded'))
    expect(next).toMatchObject({
      status: 'canceled',
      refunds: [{ status: 'processing', amount: 3000, origin: 'order_end' }],
    })
    expect(effectOf(next, 'refund')).toMatchObject({
      id: next.refunds[0]?.id,
      payload: { amount: 3000, notify: false },
    })
    expect(mailOf(next).data).toMatchObject({ money: 'refunded' })
  })

  it('when it is authorized then that is let go of', () => {
    const next = cancel(settledOrder('requires_capture'))
    expect(effectOf(next, 'void').payload).toEqual({ payment_id: next.payments[0]?.id })
    expect(mailOf(next).data).toMatchObject({ money: 'released' })
  })

  it('when it waits for its customer then the payment is given up, and not asked about', () => {
    const next = cancel(settledOrder('requires_action'))
    expect(next.status).toBe('canceled')
    expect(next).not.toHaveProperty('next_action')
    expect(typesOf(next.effects)).toEqual(['cancel_mails', 'mail', 'void'])
  })

  it('when nobody is to hear of it then no mail goes out', () => {
    expect(typesOf(cancel(settledOrder('succeeded'), false).effects)).not.toContain('mail')
  })

  it('when it is canceled already then it is the same order', () => {
    const once = cancel(settledOrder('succeeded'))
    expect(cancel(once)).toBe(once)
  })

  it('when its picking has begun then that ends', () => {
    const line = { id: 'li_1', quantity: 1 }
    const picking = { id: 'ful_1', status: 'picking' as const, line_items: [line], created_at: occasion.at }
    const next = cancel({ ...settledOrder('succeeded'), fulfillments: [picking], fulfillment_status: 'in_progress' })
    expect(next).toMatchObject({ fulfillments: [{ status: 'canceled' }], fulfillment_status: 'unfulfilled' })
    expect(typesOf(next.events)).toContain('fulfillment.canceled')
  })

  it('when a part of it is shipped then it is refused', () => {
    const line = { id: 'li_1', quantity: 1 }
    const shipped = { id: 'ful_1', status: 'shipped' as const, line_items: [line], created_at: occasion.at }
    const order = { ...settledOrder('succeeded'), fulfillments: [{ ...shipped, shipped_at: occasion.at }] }
    expect(() => cancel(order)).toThrow(expect.objectContaining({ code: 'already_shipped' }))
  })
})

describe('an order is canceled while its charge may be out', () => {
  const charging = chargingOrder()
  const asked = cancel(charging)

  it('then that is recorded, and the charge is looked for, not sent again', () => {
    expect(asked).toMatchObject({ status: 'pending', cancel_requested_at: occasion.at, ending: { as: 'canceled' } })
    expect(typesOf(asked.effects)).toEqual(['find_charge'])
    expect(effectOf(asked, 'find_charge').id).toBe(effectOf(charging, 'charge').id)
    expect(cancel(asked)).toBe(asked)
  })

  it.each([
    ['succeeded', 'refund', 'refunded'],
    ['requires_capture', 'void', 'released'],
    ['requires_action', 'void', 'none'],
  ] as const)('and it comes out %s then the order is canceled, never confirmed, by a %s', (status, effect, money) => {
    const next = settle(asked, status)
    expect(next).toMatchObject({ status: 'canceled', canceled_at: occasion.at })
    expect(next).not.toHaveProperty('confirmed_at')
    expect(next).not.toHaveProperty('ending')
    expect(typesOf(next.effects)).toContain(effect)
    expect(next.effects.filter(({ type }) => type === 'mail')).toHaveLength(1)
    expect(mailOf(next)).toMatchObject({ template: 'order_canceled', data: { money } })
  })

  it('and it is declined then the order is canceled, and the decline is no news', () => {
    const next = settle(asked, 'failed')
    expect(next).toMatchObject({ status: 'canceled', payment_status: 'failed' })
    expect(mailOf(next).template).toBe('order_canceled')
  })

  it.each([
    ['payments has none', [], 'canceled'],
    ['payments has it, done', ['succeeded'], 'canceled'],
    ['payments has it, unfinished', ['processing'], 'pending'],
  ] as const)('and %s then the order is %s', (_what, statuses, status) => {
    const payments = statuses.map((one) => paymentOf(asked, one))
    const command: Command = { type: 'charge_found', effect_id: effectOf(asked, 'find_charge').id, payments }
    const next = decide(asked, command, occasion)
    expect(next.status).toBe(status === 'pending' ? 'pending' : 'canceled')
    expect(typesOf(next.effects).includes('find_charge')).toBe(status === 'pending')
    expect(next.refunds).toHaveLength(statuses[0] === 'succeeded' ? 1 : 0)
  })

  it('and a charge comes after all, when it was thought there was none, then its money goes back', () => {
    const command: Command = { type: 'charge_found', effect_id: effectOf(asked, 'find_charge').id, payments: [] }
    const canceled = decide(asked, command, occasion)
    const late: Command = { type: 'charge_settled', effect_id: 'eff_gone', payment: paymentOf(asked, 'succeeded') }
    expect(decide(canceled, late, occasion).refunds).toMatchObject([{ amount: 3000, status: 'processing' }])
  })
})

describe('an order’s money goes back', () => {
  const canceled = cancel(settledOrder('requires_capture'))
  const voided = effectOf(canceled, 'void')
  const answer = (order: StoredOrder, status: 'canceled' | 'succeeded' | 'requires_capture') =>
    decide(order, { type: 'payment_answered', effect_id: voided.id, payment: paymentOf(order, status) }, occasion)

  it('when the authorization is let go of then the order is voided', () => {
    const next = answer(canceled, 'canceled')
    expect(next.payment_status).toBe('voided')
    expect(typesOf(next.effects)).not.toContain('void')
  })

  it('when it was captured before then it is refunded instead', () => {
    const next = answer(canceled, 'succeeded')
    expect(next).toMatchObject({ payment_status: 'captured', refunds: [{ amount: 3000 }] })
    expect(typesOf(next.effects)).toContain('refund')
  })

  it('when nothing came of it yet then it goes on', () => {
    expect(answer(canceled, 'requires_capture').effects.find(({ id }) => id === voided.id)?.attempts).toBe(1)
  })

  it('when the refund is definitely refused then it is not asked for again and again', () => {
    const paid = cancel(settledOrder('succeeded'))
    const refusal = { code: 'amount_exceeds_refundable', message: 'No.' }
    const command: Command = {
      type: 'refund_answered',
      effect_id: effectOf(paid, 'refund').id,
      answer: { refusal },
      payment: paymentOf(paid, 'succeeded'),
    }
    const next = decide(paid, command, occasion)
    expect(next.refunds).toMatchObject([{ status: 'failed', last_error: refusal }])
    expect(typesOf(next.effects)).not.toContain('refund')
  })

  it('when part of it turns out to be refunded elsewhere then the rest is tried', () => {
    const paid = cancel(settledOrder('succeeded'))
    const payment = paymentOf(paid, 'succeeded', { amount_refunded: 1000, version: 9 })
    const answer = { refusal: { code: 'amount_exceeds_refundable', message: 'No.' } }
    const effect_id = effectOf(paid, 'refund').id
    const next = decide(paid, { type: 'refund_answered', effect_id, answer, payment }, occasion)
    expect(next.refunds).toMatchObject([{ status: 'failed' }, { status: 'processing', amount: 2000 }])
  })
})

describe('an order’s time to be paid is over', () => {
  it('when it is not paid then it fails, and what waits for its customer is given up', () => {
    const next = expireOrder(settledOrder('requires_action'), occasion)
    expect(next).toMatchObject({ status: 'failed', failure_reason: 'payment_expired' })
    expect(typesOf(next.effects)).toEqual(['void'])
    expect(next.events.at(-1)).toMatchObject({ type: 'order.failed', data: { reason: 'payment_expired' } })
  })

  it('when it is paid then nothing happens', () => {
    const paid = settledOrder('succeeded')
    expect(expireOrder(paid, occasion)).toBe(paid)
  })

  it('when its charge is unfinished and then captured then the order fails and the money goes back', () => {
    const next = settle(expireOrder(chargingOrder(), occasion), 'succeeded')
    expect(next).toMatchObject({ status: 'failed', refunds: [{ amount: 3000 }] })
  })

  it('when the customer authorizes it after all then the money goes back', () => {
    const failed = expireOrder(settledOrder('requires_action'), occasion)
    const command: Command = {
      type: 'payment_answered',
      effect_id: effectOf(failed, 'void').id,
      payment: paymentOf(failed, 'succeeded'),
    }
    expect(decide(failed, command, occasion)).toMatchObject({ status: 'failed', refunds: [{ amount: 3000 }] })
  })

  it('when it is canceled while it is ending then it ends canceled', () => {
    const next = settle(cancel(expireOrder(chargingOrder(), occasion)), 'succeeded')
    expect(next.status).toBe('canceled')
  })
})
