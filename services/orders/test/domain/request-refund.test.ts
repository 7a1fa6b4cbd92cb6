import type { OrderRefundRequest, OrderRequest } from '@tradewind/contracts/orders.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, decide } from '../../src/domain/decide.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { requestRefund } from '../../src/domain/request-refund.ts'
import { effectOf, occasion, typesOf } from '../new-order.ts'
import { toRequest } from '../order-request.ts'
import { paymentOf, settledOrder } from '../settled-order.ts'

const refund = (order: StoredOrder, request: OrderRefundRequest) => requestRefund(order, request, occasion).order
const refusedWith = (code: string) => expect.objectContaining({ code })

/** All refunds under way come out so, as payments shows it. */
function endAll(order: StoredOrder, status: 'succeeded' | 'failed'): StoredOrder {
  return order.refunds
    .filter((one) => one.status === 'processing')
    .reduce((next, { id, amount, payment_id }) => {
      const taken = status === 'succeeded' ? amount : 0
      const version = (next.payment_versions[payment_id] ?? 0) + 1
      const payment = paymentOf(next, 'succeeded', { amount_refunded: next.refunded_total + taken, version })
      const last_error = status === 'failed' ? { code: 'refund_failed', message: 'No.' } : null
      const times = { created_at: occasion.at, updated_at: occasion.at }
      const named = {
        id: 're_theirs',
        payment_id,
        order_id: next.id,
        amount,
        currency: 'USD',
        reason: null,
        metadata: {},
      }
      const answer = { refund: { ...named, ...times, status, gateway_ref: null, last_error } }
      return decide(next, { type: 'refund_answered', effect_id: id, answer, payment }, occasion)
    }, order)
}

describe('a refund', () => {
  const paid = settledOrder('succeeded')
  const line = paid.line_items[0]?.id ?? ''

  it('when it is asked for then it is reserved, told, and to be done under its own id', () => {
    const next = refund(paid, { amount: 1000, reason: 'scratched' })
    expect(next.refunds).toMatchObject([{ status: 'processing', origin: 'request', amount: 1000, reason: 'scratched' }])
    expect(effectOf(next, 'refund')).toMatchObject({ id: next.refunds[0]?.id, payload: { amount: 1000, notify: true } })
    expect(next.events.at(-1)).toMatchObject({ type: 'refund.created', data: { refund_id: next.refunds[0]?.id } })
  })

  it('when no amount is given then it is all that is left', () => {
    expect(refund(refund(paid, { amount: 1000 }), {}).refunds.map(({ amount }) => amount)).toEqual([1000, 2000])
  })

  it('when it is more than is left, what is on its way counted, then it is refused with a pointer', () => {
    const once = refund(paid, { amount: 2000 })
    const faults = [
      { pointer: '/amount', code: 'amount_exceeds_refundable', detail: 'No more than 1000 can be refunded.' },
    ]
    expect(() => refund(once, { amount: 1001 })).toThrow(
      expect.objectContaining({ code: 'amount_exceeds_refundable', faults, extra: { amount_refundable: 1000 } }),
    )
    expect(refund(once, { amount: 1000 }).refunds).toHaveLength(2)
  })

  it.each(['requires_capture', 'failed', 'requires_action'] as const)(
    'when the payment is %s then there is nothing to refund',
    (status) => {
      expect(() => refund(settledOrder(status), {})).toThrow(refusedWith('amount_exceeds_refundable'))
    },
  )

  it('when it succeeded then totals agree with payments, and the customer hears of it once', () => {
    const next = endAll(refund(paid, { amount: 1000 }), 'succeeded')
    expect(next).toMatchObject({ refunded_total: 1000, payment_status: 'partially_refunded', balance: 0 })
    expect(next.refunds).toMatchObject([{ status: 'succeeded' }])
    expect(effectOf(next, 'mail').payload).toMatchObject({
      template: 'order_refunded',
      data: { refund: { amount: 1000 }, refunded_total: 1000 },
    })
    expect(typesOf(next.effects)).toEqual(['mail'])
  })

  it('when nobody is to hear of it then no mail goes out', () => {
    expect(endAll(refund(paid, { amount: 1000, notify: false }), 'succeeded').effects).toEqual([])
  })

  it('when it failed then what it had reserved is free again', () => {
    const next = endAll(refund(paid, { line_items: [{ id: line, quantity: 2 }] }), 'failed')
    expect(next).toMatchObject({
      refunded_total: 0,
      payment_status: 'captured',
      line_items: [{ refunded_quantity: 0 }],
    })
    expect(next.refunds).toMatchObject([{ status: 'failed', last_error: { code: 'refund_failed' } }])
    expect(next.events.at(-1)?.type).toBe('refund.failed')
    expect(refund(next, {}).refunds.at(-1)?.amount).toBe(3000)
  })

  it('when all is refunded then the order is', () => {
    expect(endAll(refund(paid, {}), 'succeeded')).toMatchObject({ payment_status: 'refunded', refunded_total: 3000 })
  })

  it('when payments answers that it is under way then it is asked again later', () => {
    const asked = refund(paid, { amount: 1000 })
    const { id } = effectOf(asked, 'refund')
    const answered = {
      id: 're_x',
      payment_id: 'pay_x',
      order_id: asked.id,
      amount: 1000,
      currency: 'USD',
      reason: null,
    }
    const rest = { metadata: {}, created_at: occasion.at, updated_at: occasion.at, gateway_ref: null, last_error: null }
    const answer = { refund: { ...answered, ...rest, status: 'processing' as const } }
    const command: Command = { type: 'refund_answered', effect_id: id, answer, payment: paymentOf(asked, 'succeeded') }
    expect(decide(asked, command, occasion).effects).toMatchObject([
      { id, attempts: 1, last_error: 'still processing' },
    ])
  })
})

describe('a refund of lines', () => {
  const paid = settledOrder('succeeded')
  const id = paid.line_items[0]?.id ?? ''

  it.each([
    [[{ id: 'li_other', quantity: 1 }], '/line_items/0/id', 'line_item_unknown'],
    [[{ id, quantity: 3 }], '/line_items/0/quantity', 'quantity_exceeds_refundable'],
    [
      [
        { id, quantity: 1 },
        { id, quantity: 1 },
      ],
      '/line_items/1/id',
      'line_item_repeated',
    ],
  ])('when it is %j then it is refused at %s', (line_items, pointer, code) => {
    expect(() => refund(paid, { line_items })).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ pointer, code })] }),
    )
  })

  it('when an amount is given with it then it is refused', () => {
    expect(() => refund(paid, { amount: 1, line_items: [{ id, quantity: 1 }] })).toThrow(
      refusedWith('validation_failed'),
    )
  })

  it('when the same units are asked for twice then the second finds them taken', () => {
    const once = refund(paid, { line_items: [{ id, quantity: 2 }] })
    expect(once.line_items[0]?.refunded_quantity).toBe(2)
    expect(() => refund(once, { line_items: [{ id, quantity: 1 }] })).toThrow(refusedWith('validation_failed'))
  })

  it('when a line is refunded in any parts, some in vain, then all of them are what the line cost, to the cent', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 12 }),
      unit_price: fc.integer({ min: 1, max: 1_000 }),
      tax_total: fc.integer({ min: 0, max: 500 }),
      discount: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    const parts = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 4 }), fails: fc.boolean() }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(line, parts, ({ quantity, unit_price, tax_total, discount }, tries) => {
        const discount_total = Math.floor(quantity * unit_price * discount)
        const one = { sku: 'A', title: 'A', quantity, unit_price, tax_total, discount_total }
        const order = settledOrder(
          'succeeded',
          toRequest({ line_items: [one], shipping_total: 700 } as Partial<OrderRequest>),
        )
        const done = [...tries, ...Array.from({ length: quantity }, () => ({ quantity: 1, fails: false }))].reduce(
          (next, part) => {
            const left = quantity - (next.line_items[0]?.refunded_quantity ?? 0)
            if (part.quantity > left) return next
            const line_items = [{ id: next.line_items[0]?.id ?? '', quantity: part.quantity }]
            try {
              return endAll(refund(next, { line_items }), part.fails ? 'failed' : 'succeeded')
            } catch {
              // Units that cost nothing are not refunded alone.
              return next
            }
          },
          order,
        )
        const all = done.line_items[0]?.refunded_quantity === quantity
        const total = done.line_items[0]?.total ?? 0
        expect(done.refunded_total).toBeLessThanOrEqual(total)
        if (all) expect(done.refunded_total).toBe(total)
      }),
      { numRuns: 300 },
    )
  })
})
