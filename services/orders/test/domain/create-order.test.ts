import { describe, expect, it } from 'vitest'
import { AT, effectOf, newOrder, typesOf } from '../new-order.ts'
import { toRequest, toUnpaidRequest } from '../order-request.ts'

const FREE = { line_items: [{ sku: 'GIFT', title: 'Gift', quantity: 1, unit_price: 0 }], shipping_total: 0 }

describe('a new order', () => {
  it('when it is to be paid then it is pending with one charge of its total', () => {
    const order = newOrder(toRequest({ customer: { email: 'ada@example.com', id: 'cus_7' } }))
    expect(order).toMatchObject({ status: 'pending', payment_status: 'pending', fulfillment_status: 'unfulfilled' })
    expect(order).toMatchObject({ total: 3000, balance: 3000, captured_total: 0, revision: 1, version: 1 })
    expect(order.effects).toHaveLength(1)
    expect(effectOf(order, 'charge')).toMatchObject({
      attempts: 0,
      payload: {
        order_id: order.id,
        amount: 3000,
        currency: 'USD',
        payment_method: 'pm_card_visa',
        capture_method: 'automatic',
        customer: { email: 'ada@example.com', id: 'cus_7' },
      },
    })
    expect(order.events).toMatchObject([{ type: 'order.created', sequence: 1, created_at: AT }])
  })

  it('when capture is manual then the charge says so', () => {
    const order = newOrder(toRequest({ payment: { method: 'pm_card_visa', capture: 'manual' } }))
    expect(effectOf(order, 'charge').payload.capture_method).toBe('manual')
  })

  it('when no payment is given then nothing is to be done yet', () => {
    expect(newOrder(toUnpaidRequest())).toMatchObject({ status: 'pending', payment_status: 'pending', effects: [] })
  })

  it('when it costs nothing then it is confirmed at once with one mail and no charge', () => {
    const order = newOrder(toRequest(FREE))
    expect(order).toMatchObject({ status: 'confirmed', payment_status: 'captured', confirmed_at: AT, total: 0 })
    expect(typesOf(order.effects)).toEqual(['mail'])
    expect(typesOf(order.events)).toEqual(['order.created', 'order.confirmed'])
  })

  it('when the given total is right then it is taken, else the right one is told', () => {
    expect(newOrder(toRequest({ total: 3000 })).total).toBe(3000)
    expect(() => newOrder(toRequest({ total: 2999 }))).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'totals_mismatch',
        extra: { total: 3000 },
        faults: [{ pointer: '/total', code: 'totals_mismatch', detail: 'must be 3000' }],
      }),
    )
  })

  it('when amounts are impossible then it is refused with their faults', () => {
    const request = toRequest({ line_items: [{ sku: 'A', title: 'A', quantity: 1, unit_price: 1, discount_total: 2 }] })
    expect(() => newOrder(request)).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        faults: [expect.objectContaining({ code: 'discount_exceeds_price' })],
      }),
    )
  })

  it('when lines leave out amounts then they are 0, and each line has an id of its own', () => {
    const line = { sku: 'A', title: 'A', quantity: 2, unit_price: 5 }
    const { line_items } = newOrder(toRequest({ line_items: [line, line] }))
    expect(line_items[0]).toMatchObject({ discount_total: 0, tax_total: 0, total: 10, fulfilled_quantity: 0 })
    expect(line_items[0]?.id).not.toBe(line_items[1]?.id)
  })
})
