import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyReading } from '../../src/domain/apply-reading.ts'
import { cancelOrder } from '../../src/domain/cancel-order.ts'
import { type Command, decide } from '../../src/domain/decide.ts'
import { createFulfillment } from '../../src/domain/fulfillment/create-fulfillment.ts'
import { deliverFulfillment } from '../../src/domain/fulfillment/deliver-fulfillment.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { payAgain } from '../../src/domain/pay-again.ts'
import { dueEffects } from '../../src/domain/schedule.ts'
import { toShown } from '../../src/domain/shown-order.ts'
import { REFUSED } from '../held-payments.ts'
import { ship } from '../life-rig.ts'
import { AT, effectOf, occasion, typesOf } from '../new-order.ts'
import { paymentOf, settledOrder } from '../settled-order.ts'

const held = settledOrder('requires_capture')
const shipped = ship(held, occasion)

/** As payments has it after a refusal: authorized as before, and newer. */
const stillHeld = (order: StoredOrder, version = 6) =>
  paymentOf(order, 'requires_capture', { version, last_error: REFUSED })

const refuse = (order: StoredOrder, type: 'capture' | 'void'): Command => ({
  type: `${type}_refused`,
  effect_id: effectOf(order, type).id,
  payment: stillHeld(order, (order.payment_versions[order.payments[0]?.id ?? ''] ?? 0) + 1),
  error: REFUSED,
})

const captureRefused = decide(shipped, refuse(shipped, 'capture'), occasion)
const failuresOf = ({ events }: StoredOrder) => events.filter(({ type }) => type === 'payment.failed')
const moneyEffects = ({ effects }: StoredOrder) => typesOf(effects).filter((type) => type !== 'mail')

describe('a capture is definitely refused', () => {
  it('then it is over, and the order shows that goods have left unpaid and why', () => {
    expect(moneyEffects(captureRefused)).toEqual([])
    expect(captureRefused).toMatchObject({
      status: 'confirmed',
      payment_status: 'failed',
      balance: 3000,
      payments: [{ status: 'requires_capture', amount_capturable: 3000, last_error: REFUSED }],
    })
    const { code, decline_code } = REFUSED
    expect(failuresOf(captureRefused).map(({ data }) => data)).toMatchObject([
      { amount: 3000, action: 'capture', code, decline_code },
    ])
    expect(toShown(captureRefused)).not.toHaveProperty('refusals')
  })

  it('then no reading of that payment asks for it again, whatever else is new about it', () => {
    const news = fc.record({ last_error: fc.constantFrom(REFUSED, null), amount_disputed: fc.nat(10) })
    fc.assert(
      fc.property(fc.array(news, { maxLength: 6 }), (readings) => {
        const read = readings.reduce((order, changes, nth) => {
          const payment = { ...stillHeld(order, 7 + nth), ...changes }
          return applyReading(order, { payment, refunds: [] }, occasion)
        }, captureRefused)
        expect(moneyEffects(read)).toEqual([])
        expect(read).toMatchObject({ payment_status: 'failed', payments: [{ last_error: REFUSED }] })
        expect(failuresOf(read)).toHaveLength(1)
      }),
    )
  })

  it('then who hears it once more changes nothing', () => {
    const again = decide(captureRefused, { ...refuse(shipped, 'capture') }, occasion)
    expect(again).toBe(captureRefused)
  })

  it('but it was captured meanwhile then the order is paid', () => {
    const payment = paymentOf(shipped, 'succeeded', { version: 9 })
    const paid = applyReading(shipped, { payment, refunds: [] }, occasion)
    const next = decide(paid, refuse(shipped, 'capture'), occasion)
    expect(next).toMatchObject({ payment_status: 'captured', balance: 0 })
    expect(failuresOf(next)).toEqual([])
    expect(moneyEffects(next)).toEqual([])
  })

  it('then it was never authorized anew', () => {
    const asked = applyReading(
      shipped,
      { payment: paymentOf(shipped, 'processing', { version: 5, amount_capturable: 3000 }), refunds: [] },
      occasion,
    )
    const next = decide(asked, refuse(asked, 'capture'), occasion)
    expect(typesOf(next.events).filter((type) => type === 'payment.authorized')).toHaveLength(1)
  })

  it('then nothing more leaves, and what arrives does not complete the order', () => {
    const creation = { request: { picker: 'ann' }, claim_ms: 900_000 }
    expect(() => createFulfillment(captureRefused, creation, occasion)).toThrow(
      expect.objectContaining({ code: 'order_not_paid' }),
    )
    const fulfillment_id = captureRefused.fulfillments[0]?.id ?? ''
    expect(deliverFulfillment(captureRefused, { fulfillment_id }, occasion).status).toBe('confirmed')
  })

  it('and its authorization ends then the order tells so, and the failure not again', () => {
    const payment = paymentOf(shipped, 'canceled', { version: 9 })
    const ended = applyReading(captureRefused, { payment, refunds: [] }, occasion)
    expect(ended).toMatchObject({
      payment_status: 'failed',
      payments: [{ status: 'canceled', last_error: REFUSED }],
    })
    expect(typesOf(ended.events).at(-1)).toBe('payment.voided')
    expect(failuresOf(ended)).toHaveLength(1)
  })
})

describe('goods arrive before their money', () => {
  it('then the order is completed when it is captured, and not before', () => {
    const fulfillment_id = shipped.fulfillments[0]?.id ?? ''
    const arrived = deliverFulfillment(shipped, { fulfillment_id }, occasion)
    expect(arrived).toMatchObject({ status: 'confirmed', fulfillment_status: 'delivered' })
    const payment = paymentOf(arrived, 'succeeded')
    const command: Command = { type: 'payment_answered', effect_id: effectOf(arrived, 'capture').id, payment }
    expect(decide(arrived, command, occasion).status).toBe('completed')
    expect(applyReading(arrived, { payment, refunds: [] }, occasion).status).toBe('completed')
    expect(payAgain(decide(arrived, refuse(arrived, 'capture'), occasion), AMEX, occasion).payment_status).toBe(
      'pending',
    )
  })
})

const AMEX = { method: 'pm_card_amex' }

describe('an order whose capture was refused is paid again', () => {
  const paying = payAgain(captureRefused, AMEX, occasion)
  const voided: Command = {
    type: 'payment_answered',
    effect_id: effectOf(paying, 'void').id,
    payment: paymentOf(paying, 'canceled', { version: 9 }),
  }
  const charging = decide(paying, voided, occasion)
  const another = { id: 'pay_another', capture_method: 'manual', version: 3 } as const

  it('then what is held is let go of before the new method is charged', () => {
    expect(paying.payment_status).toBe('pending')
    expect(typesOf(dueEffects(paying, AT))).toContain('void')
    expect(typesOf(dueEffects(paying, AT))).not.toContain('charge')
    expect(typesOf(dueEffects(charging, AT))).toContain('charge')
    expect(failuresOf(charging)).toHaveLength(1)
  })

  it('then a reading of the held one neither captures it nor takes the charge off', () => {
    const payment = { ...stillHeld(paying, 8), amount_disputed: 1 }
    const read = applyReading(paying, { payment, refunds: [] }, occasion)
    expect(moneyEffects(read)).toEqual(moneyEffects(paying))
  })

  it('and the new one is only authorized then that is captured at once', () => {
    const payment = paymentOf(charging, 'requires_capture', another)
    const command: Command = { type: 'charge_settled', effect_id: effectOf(charging, 'charge').id, payment }
    const next = decide(charging, command, occasion)
    expect(effectOf(next, 'capture').payload).toEqual({ payment_id: 'pay_another' })
    expect(next).toMatchObject({ payment_status: 'authorized' })
  })

  it('and the new one is told of before the end of the old one then the new one is captured, not the refused one', () => {
    const payment = paymentOf(captureRefused, 'requires_capture', another)
    const next = applyReading(captureRefused, { payment, refunds: [] }, occasion)
    expect(effectOf(next, 'capture').payload).toEqual({ payment_id: 'pay_another' })
  })

  it('and to let go is refused too then the new method is not charged, and it can be tried again', () => {
    const next = decide(paying, refuse(paying, 'void'), occasion)
    expect(moneyEffects(next)).toEqual([])
    expect(next.payment_status).toBe('failed')
    expect(failuresOf(next).at(-1)?.data).toMatchObject({ action: 'void' })
    expect(moneyEffects(payAgain(next, AMEX, occasion))).toEqual(['void', 'charge'])
  })

  it('while that is under way then not once more', () => {
    expect(() => payAgain(paying, AMEX, occasion)).toThrow(expect.objectContaining({ code: 'payment_in_progress' }))
  })
})

describe('a void of an order that was canceled is definitely refused', () => {
  const canceled = cancelOrder(held, {}, occasion)
  const refused = decide(canceled, refuse(canceled, 'void'), occasion)
  const voids = ({ effects }: StoredOrder) => effects.filter(({ type }) => type === 'void')

  it('then it is over, the order stays canceled and shows it', () => {
    expect(voids(refused)).toEqual([])
    expect(refused).toMatchObject({ status: 'canceled', payments: [{ last_error: REFUSED }] })
    expect(failuresOf(refused).map(({ data }) => data)).toMatchObject([{ action: 'void', code: REFUSED.code }])
  })

  it('then no reading of what is still held asks for it again', () => {
    const payment = { ...stillHeld(refused, 8), last_error: null }
    const read = applyReading(refused, { payment, refunds: [] }, occasion)
    expect(voids(read)).toEqual([])
    expect(read.payments).toMatchObject([{ last_error: REFUSED }])
  })

  it('and the authorization ends by itself then the order tells so', () => {
    const payment = paymentOf(refused, 'canceled', { version: 9 })
    const ended = applyReading(refused, { payment, refunds: [] }, occasion)
    expect(ended).toMatchObject({ status: 'canceled', payment_status: 'voided' })
    expect(ended.payments[0]).not.toHaveProperty('last_error')
  })

  it('and it is captured after all then the money goes back', () => {
    const payment = paymentOf(refused, 'succeeded', { version: 9 })
    const taken = applyReading(refused, { payment, refunds: [] }, occasion)
    expect(effectOf(taken, 'refund').payload).toMatchObject({ amount: 3000, payment_id: payment.id })
  })
})
