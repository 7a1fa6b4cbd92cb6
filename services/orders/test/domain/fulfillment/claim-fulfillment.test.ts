import { toTimestamp } from '@tradewind/service/runtime.ts'
import { describe, expect, it } from 'vitest'
import { claimFulfillment } from '../../../src/domain/fulfillment/claim-fulfillment.ts'
import { createFulfillment } from '../../../src/domain/fulfillment/create-fulfillment.ts'
import type { StoredOrder } from '../../../src/domain/order.ts'
import { AT, newOrder, occasion } from '../../new-order.ts'
import { toUnpaidRequest } from '../../order-request.ts'
import { paidOrder } from '../../paid-order.ts'

const CLAIM_MS = 60_000

const begin = (order: StoredOrder, picker?: string) =>
  createFulfillment(order, { request: picker === undefined ? {} : { picker }, claim_ms: CLAIM_MS }, occasion)

/** `picker` asks for the first parcel `ms` after the order was made. */
function claimAfter(order: StoredOrder, picker: string, ms: number): StoredOrder {
  const fulfillment_id = order.fulfillments[0]?.id ?? ''
  const at = toTimestamp(Date.parse(AT) + ms)
  return claimFulfillment(order, { fulfillment_id, picker, claim_ms: CLAIM_MS }, { at, newId: occasion.newId })
}

describe('a parcel and who may have it', () => {
  it('when another picker asks before the deadline, then it is refused; at the deadline it is theirs', () => {
    const { order } = begin(paidOrder(), 'ann')
    expect(() => claimAfter(order, 'bob', CLAIM_MS - 1)).toThrow(expect.objectContaining({ code: 'already_claimed' }))
    expect(claimAfter(order, 'bob', CLAIM_MS).fulfillments[0]).toMatchObject({ picker: 'bob', status: 'picking' })
  })

  it('when all units are in a parcel, then none is left for another', () => {
    const { order } = begin(paidOrder())
    expect(() => begin(order)).toThrow(expect.objectContaining({ code: 'nothing_to_fulfill' }))
  })

  it('when the order is not paid, then no parcel is begun', () => {
    expect(() => begin(newOrder(toUnpaidRequest()))).toThrow(expect.objectContaining({ code: 'order_not_paid' }))
  })
})
