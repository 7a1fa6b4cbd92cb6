import { describe, expect, it } from 'vitest'
import { addEffect } from '../../src/domain/effects.ts'
import { eraseOrder, isErasable } from '../../src/domain/erase-order.ts'
import { addEvent } from '../../src/domain/events.ts'
import { leaseTo } from '../../src/domain/lease.ts'
import { toConfirmedMail } from '../../src/domain/mails.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { searchTermsOf } from '../../src/domain/search-terms.ts'
import { newOrder, occasion, typesOf } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'

const PERSONAL = 'Ada Lovelace'
const address = { name: PERSONAL, line1: PERSONAL, city: PERSONAL, postal_code: 'x', country: 'GB' }

function newPersonal(): StoredOrder {
  const order = newOrder({
    ...toUnpaidRequest(),
    customer: { email: 'ada@example.com', name: PERSONAL, phone: '1', id: 'cus_1' },
    line_items: [{ sku: 'MUG', title: 'Mug', quantity: 1, unit_price: 100, metadata: { engraving: PERSONAL } }],
    shipping_address: address,
    billing_address: address,
    note: PERSONAL,
    metadata: { who: PERSONAL },
  })
  const mailed = addEffect(order, { type: 'mail', payload: toConfirmedMail(order) }, occasion)
  const data = {
    payment_id: 'pay_01kdvdna03e28s4p3t9fwvxgyj',
    amount: 600,
    reason: PERSONAL,
    decline_code: 'lost_card',
  }
  return addEvent(mailed, 'payment.failed', occasion, data)
}

describe('an order is erased', () => {
  it('when it is then nothing in it tells who it was, and the money is as before', () => {
    const before = newPersonal()
    const after = eraseOrder(before, occasion)
    for (const text of [PERSONAL, 'ada@example.com', 'cus_1']) expect(JSON.stringify(after)).not.toContain(text)
    for (const name of ['id', 'number', 'total', 'captured_total', 'balance', 'currency', 'status'] as const) {
      expect(after[name]).toEqual(before[name])
    }
    expect(after.line_items).toMatchObject([{ sku: 'MUG', quantity: 1, unit_price: 100 }])
    expect(searchTermsOf(after)).toEqual([String(before.number), 'mug'])
  })

  it('when it is then its events keep ids, amounts and codes, and one tells of it', () => {
    const { events } = eraseOrder(newPersonal(), occasion)
    expect(typesOf(events)).toEqual(['order.created', 'payment.failed', 'customer.erased'])
    const data = { payment_id: 'pay_01kdvdna03e28s4p3t9fwvxgyj', amount: 600, decline_code: 'lost_card' }
    expect(events[1]?.data).toEqual(data)
  })

  it('when it is then mails not sent are gone, those sent are to be erased, and none is added any more', () => {
    const after = eraseOrder(newPersonal(), occasion)
    expect(after.effects).toMatchObject([{ type: 'erase_mails', payload: { reference: `order:${after.id}` } }])
    expect(addEffect(after, { type: 'mail', payload: toConfirmedMail(after) }, occasion)).toBe(after)
  })

  it('when a payment is under way, or its effects run, then it must wait', () => {
    expect(isErasable(newPersonal(), occasion.at)).toBe(true)
    expect(isErasable(newOrder(), occasion.at)).toBe(false)
    const leased = leaseTo(newPersonal(), 'rep_1', '2026-01-01T00:00:30.000Z')
    expect(isErasable(leased, occasion.at)).toBe(false)
    expect(isErasable(leased, '2026-01-01T00:00:31.000Z')).toBe(true)
  })
})
