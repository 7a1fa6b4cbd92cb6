import { describe, expect, it } from 'vitest'
import { type Command, decide } from '../../src/domain/decide.ts'
import { effectOf, newOrder, occasion, typesOf } from '../new-order.ts'
import { toPayment } from '../to-payment.ts'

const order = newOrder()
const charge = effectOf(order, 'charge')
const paid = { order_id: order.id, amount: order.total }
const LATER = { ...occasion, at: '2026-01-01T00:00:05.000Z' }
const settle = { type: 'charge_settled', effect_id: charge.id, payment: toPayment(paid, 'succeeded') } as const
const wait = { type: 'charge_pending', effect_id: charge.id, payment: toPayment(paid, 'processing') } as const

describe('a decision', () => {
  it('when the charge is settled then its effect leaves and the confirmation comes', () => {
    const next = decide(order, settle, LATER)
    expect(typesOf(next.effects)).toEqual(['mail'])
    expect(next).toMatchObject({ status: 'confirmed', revision: 2, updated_at: LATER.at })
  })

  it('when the charge is pending then its effect stays, with the attempt noted', () => {
    const next = decide(order, wait, LATER)
    expect(next.effects).toEqual([{ ...charge, attempts: 1, last_error: 'outcome unknown yet' }])
    expect(next).toMatchObject({ payment_status: 'processing', revision: 2 })
  })

  it('when it is pending again then only the attempt is noted', () => {
    const once = decide(order, wait, occasion)
    const twice = decide(once, wait, LATER)
    expect(twice.effects[0]?.attempts).toBe(2)
    expect(twice).toMatchObject({ revision: 2, updated_at: occasion.at })
  })

  it('when an effect failed then it stays with the reason, and nothing that is shown changes', () => {
    const next = decide(order, { type: 'effect_failed', effect_id: charge.id, reason: 'payments: 500' }, LATER)
    expect(next).toEqual({ ...order, effects: [{ ...charge, attempts: 1, last_error: 'payments: 500' }] })
  })

  it('when the mail is accepted then its effect leaves, and nothing that is shown changes', () => {
    const confirmed = decide(order, settle, occasion)
    const next = decide(confirmed, { type: 'mail_accepted', effect_id: effectOf(confirmed, 'mail').id }, LATER)
    expect(next).toEqual({ ...confirmed, effects: [] })
  })

  it.each<Command>([settle, wait, { type: 'effect_failed', effect_id: charge.id, reason: 'late' }])(
    'when the effect is gone then $type changes nothing',
    (command) => {
      const settled = decide(order, settle, occasion)
      expect(decide(settled, command, LATER)).toBe(settled)
    },
  )
})
