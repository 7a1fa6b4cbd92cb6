import { describe, expect, it } from 'vitest'
import { leaseTo, releaseLease } from '../../src/domain/lease.ts'
import { AT, newOrder } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'

const LATER = '2026-01-01T00:01:00.000Z'

describe('a lease', () => {
  it('when an order has effects then they are its owner’s until it ends', () => {
    expect(leaseTo(newOrder(), 'rep_1', AT)).toMatchObject({ lease_owner: 'rep_1', next_effect_at: AT })
  })

  it('when it is released then anyone may run what is left, from then on', () => {
    const released = releaseLease(leaseTo(newOrder(), 'rep_1', AT), LATER)
    expect(released.next_effect_at).toBe(LATER)
    expect(released).not.toHaveProperty('lease_owner')
  })

  it('when nothing is left then neither owner nor time stays', () => {
    const done = { ...leaseTo(newOrder(), 'rep_1', AT), effects: [] }
    for (const order of [leaseTo(done, 'rep_1', LATER), releaseLease(done, LATER), newOrder(toUnpaidRequest())]) {
      expect(order).not.toHaveProperty('lease_owner')
      expect(order).not.toHaveProperty('next_effect_at')
    }
  })
})
