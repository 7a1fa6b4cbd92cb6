import { addEvent } from '../events.ts'
import type { Occasion, StoredOrder } from '../order.ts'
import { type Fulfillment, findFulfillment, isInHouse, isSent, replaceFulfillment } from './fulfillments.ts'
import { settleFulfillments } from './settle-fulfillments.ts'
import { alreadyShipped } from './ship-fulfillment.ts'

/** Its units are open again. Canceled before: the same order. @throws `already_shipped` */
export function cancelFulfillment(
  order: StoredOrder,
  { fulfillment_id }: { fulfillment_id: string },
  occasion: Occasion,
): StoredOrder {
  const fulfillment = findFulfillment(order, fulfillment_id)
  if (isSent(fulfillment)) throw alreadyShipped(fulfillment)
  return isInHouse(fulfillment) ? settleFulfillments(cancelOne(order, fulfillment, occasion), occasion) : order
}

/** For an order that ends: nobody is to go on with what is still in the warehouse. */
export function cancelAllInHouse(order: StoredOrder, occasion: Occasion): StoredOrder {
  const inHouse = order.fulfillments.filter(isInHouse)
  if (inHouse.length === 0) return order
  const canceled = inHouse.reduce((next, fulfillment) => cancelOne(next, fulfillment, occasion), order)
  return settleFulfillments(canceled, occasion)
}

function cancelOne(order: StoredOrder, fulfillment: Fulfillment, occasion: Occasion): StoredOrder {
  const { claimed_until: _, ...kept } = fulfillment
  const next = replaceFulfillment(order, { ...kept, status: 'canceled', canceled_at: occasion.at })
  return addEvent(next, 'fulfillment.canceled', occasion, { fulfillment_id: fulfillment.id })
}
