import { describe, expect, it } from 'vitest'
import { applyReading } from '../../src/domain/apply-reading.ts'
import { type Command, decide } from '../../src/domain/decide.ts'
import { deliverFulfillment } from '../../src/domain/fulfillment/deliver-fulfillment.ts'
import { payAgain } from '../../src/domain/pay-again.ts'
import { dueEffects } from '../../src/domain/schedule.ts'
import { AT, effectOf, occasion, typesOf } from '../new-order.ts'
import { captureRefused, failuresOf, moneyEffects, refuse, shipped, stillHeld } from '../refused-order.ts'
import { paymentOf } from '../settled-order.ts'

const AMEX = { method: 'pm_card_amex' }

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
