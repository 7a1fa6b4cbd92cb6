import { AppError } from '@tradewind/service/app-error.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { addEvent } from '../events.ts'
import type { Occasion, StoredOrder } from '../order.ts'
import { checkFulfillable } from './fulfillable.ts'
import { type Fulfillment, findFulfillment, replaceFulfillment, requireStatus } from './fulfillments.ts'

interface Claiming {
  fulfillment_id: string
  picker: string
  claim_ms: number
}

/**
 * Gives the parcel to one picker until a deadline; the same one again extends it, after it another one may take over.
 * @throws `already_claimed`, `invalid_state`, `order_canceled`, `order_not_paid`
 */
export function claimFulfillment(order: StoredOrder, claiming: Claiming, occasion: Occasion): StoredOrder {
  const { fulfillment_id, picker, claim_ms } = claiming
  const fulfillment = findFulfillment(order, fulfillment_id)
  requireStatus(fulfillment, ['pending', 'picking'], 'claimed')
  const { picker: before, claimed_until = occasion.at } = fulfillment
  if (before !== undefined && before !== picker && claimed_until > occasion.at) throw alreadyClaimed(fulfillment)
  checkFulfillable(order)
  const until = toTimestamp(Date.parse(occasion.at) + claim_ms)
  const claimed: Fulfillment = { ...fulfillment, status: 'picking', picker, claimed_until: until }
  const next = replaceFulfillment(order, claimed)
  if (before === picker) return next
  return addEvent(next, 'fulfillment.claimed', occasion, { fulfillment_id, picker, claimed_until: until })
}

export function alreadyClaimed({ picker, claimed_until }: Fulfillment): AppError {
  const detail = `${picker} has claimed it until ${claimed_until}.`
  return new AppError('conflict', 'already_claimed', detail, { extra: { picker, claimed_until } })
}
