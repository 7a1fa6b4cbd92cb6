import { describe, expect, it } from 'vitest'
import { type Command, decide } from '../../src/domain/decide.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { payAgain } from '../../src/domain/pay-again.ts'
import { dueEffects } from '../../src/domain/schedule.ts'
import { AT, effectOf, newOrder, occasion, typesOf } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { chargingOrder, paymentOf, settledOrder } from '../settled-order.ts'

const pay = (order: StoredOrder) =>
  payAgain(order, { method: 'pm_card_amex', return_url: 'https://shop.example/done' }, occasion)

describe('an order is paid again', () => {
  it.each([
    ['after a decline', settledOrder('failed')],
    ['at first', newOrder(toUnpaidRequest())],
    ['after its authorization was lost', { ...settledOrder('requires_capture'), payments: [] }],
  ])('when %s then all of it is charged to the new method', (_when, order) => {
    const next = pay(order)
    expect(next.payment_status).toBe('pending')
    expect(effectOf(next, 'charge').payload).toMatchObject({
      payment_method: 'pm_card_amex',
      amount: 3000,
      return_url: 'https://shop.example/done',
    })
  })

  it.each([
    ['paid', settledOrder('succeeded'), 'order_already_paid'],
    ['authorized', settledOrder('requires_capture'), 'order_already_paid'],
    ['being charged', chargingOrder(), 'payment_in_progress'],
    ['processing', settledOrder('processing'), 'payment_in_progress'],
    ['canceled', { ...settledOrder('failed'), status: 'canceled' as const }, 'order_not_payable'],
    ['ending', { ...settledOrder('failed'), ending: { as: 'canceled' as const, notify: true } }, 'order_not_payable'],
  ])('when it is %s then it is refused', (_how, order, code) => {
    expect(() => pay(order)).toThrow(expect.objectContaining({ code }))
  })
})

describe('an order is paid again instead of waiting for its customer', () => {
  const next = pay(settledOrder('requires_action'))
  const answer = (status: 'canceled' | 'succeeded'): Command => ({
    type: 'payment_answered',
    effect_id: effectOf(next, 'void').id,
    payment: paymentOf(next, status),
  })

  it('then the first payment is given up before the new one is charged', () => {
    expect(next).not.toHaveProperty('next_action')
    expect(typesOf(dueEffects(next, AT))).toEqual(['void'])
    expect(typesOf(dueEffects(decide(next, answer('canceled'), occasion), AT))).toContain('charge')
  })

  it('and the customer has just authorized the first then the second is never charged', () => {
    const paid = decide(next, answer('succeeded'), occasion)
    expect(paid).toMatchObject({ status: 'confirmed', payment_status: 'captured' })
    expect(typesOf(paid.effects)).toEqual(['mail'])
  })
})
