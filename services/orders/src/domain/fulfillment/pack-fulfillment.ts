import { addEvent } from '../events.ts'
import type { Occasion, StoredOrder } from '../order.ts'
import { alreadyClaimed } from './claim-fulfillment.ts'
import { checkFulfillable } from './fulfillable.ts'
import { findFulfillment, replaceFulfillment, requireStatus } from './fulfillments.ts'

interface Packing {
  fulfillment_id: string
  /** Who has packed it, if that is to be checked: not the one it was taken over from. */
  picker?: string
}

/** @throws `already_claimed`, `invalid_state`, `order_canceled`, `order_not_paid` */
export function packFulfillment(order: StoredOrder, packing: Packing, occasion: Occasion): StoredOrder {
  const { fulfillment_id, picker } = packing
  const fulfillment = findFulfillment(order, fulfillment_id)
  requireStatus(fulfillment, ['picking'], 'packed')
  if (picker !== undefined && picker !== fulfillment.picker) throw alreadyClaimed(fulfillment)
  checkFulfillable(order)
  const { claimed_until: _, ...kept } = fulfillment
  const next = replaceFulfillment(order, { ...kept, status: 'packed', packed_at: occasion.at })
  return addEvent(next, 'fulfillment.packed', occasion, { fulfillment_id, picker: fulfillment.picker })
}
