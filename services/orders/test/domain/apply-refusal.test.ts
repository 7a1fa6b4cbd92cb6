import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyReading } from '../../src/domain/apply-reading.ts'
import { decide } from '../../src/domain/decide.ts'
import { createFulfillment } from '../../src/domain/fulfillment/create-fulfillment.ts'
import { deliverFulfillment } from '../../src/domain/fulfillment/deliver-fulfillment.ts'
import { toShown } from '../../src/domain/shown-order.ts'
import { REFUSED } from '../held-payments.ts'
import { occasion, typesOf } from '../new-order.ts'
import { captureRefused, failuresOf, moneyEffects, refuse, shipped, stillHeld } from '../refused-order.ts'
import { paymentOf } from '../settled-order.ts'

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
