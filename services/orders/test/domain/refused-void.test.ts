import { describe, expect, it } from 'vitest'
import { applyReading } from '../../src/domain/apply-reading.ts'
import { cancelOrder } from '../../src/domain/cancel-order.ts'
import { decide } from '../../src/domain/decide.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { REFUSED } from '../held-payments.ts'
import { effectOf, occasion } from '../new-order.ts'
import { failuresOf, held, refuse, stillHeld } from '../refused-order.ts'
import { paymentOf } from '../settled-order.ts'

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
