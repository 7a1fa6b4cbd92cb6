import { addEffect } from '../effects.ts'
import { addEvent } from '../events.ts'
import type { Occasion, StoredOrder } from '../order.ts'
import { type Fulfillment, findFulfillment, replaceFulfillment, requireStatus } from './fulfillments.ts'
import { settleFulfillments } from './settle-fulfillments.ts'
import { toDeliveredMail } from './shipment-mails.ts'

/** The parcel has arrived; when all have, the order is completed. @throws `invalid_state` */
export function deliverFulfillment(
  order: StoredOrder,
  { fulfillment_id }: { fulfillment_id: string },
  occasion: Occasion,
): StoredOrder {
  const fulfillment = findFulfillment(order, fulfillment_id)
  requireStatus(fulfillment, ['shipped'], 'delivered')
  const delivered: Fulfillment = { ...fulfillment, status: 'delivered', delivered_at: occasion.at }
  const told = addEvent(replaceFulfillment(order, delivered), 'fulfillment.delivered', occasion, { fulfillment_id })
  const next = settleFulfillments(told, occasion)
  return addEffect(next, { type: 'mail', payload: toDeliveredMail(next, delivered) }, occasion)
}
