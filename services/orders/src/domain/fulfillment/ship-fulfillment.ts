import type { Tracking } from '@tradewind/contracts/orders.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { addCapture } from '../add-capture.ts'
import { addEffect } from '../effects.ts'
import { addEvent } from '../events.ts'
import type { Occasion, StoredOrder } from '../order.ts'
import { checkFulfillable } from './fulfillable.ts'
import { type Fulfillment, findFulfillment, isSent, replaceFulfillment, requireStatus } from './fulfillments.ts'
import { settleFulfillments } from './settle-fulfillments.ts'
import { toShippedMail } from './shipment-mails.ts'

interface Shipping {
  fulfillment_id: string
  tracking: Tracking
}

/**
 * The parcel leaves: the customer hears of it, and the first one takes the money that is only authorized.
 * @throws `already_shipped`, `invalid_state`, `order_canceled`, `order_not_paid`
 */
export function shipFulfillment(order: StoredOrder, shipping: Shipping, occasion: Occasion): StoredOrder {
  const { fulfillment_id, tracking } = shipping
  const fulfillment = findFulfillment(order, fulfillment_id)
  if (isSent(fulfillment)) throw alreadyShipped(fulfillment)
  requireStatus(fulfillment, ['packed'], 'shipped')
  checkFulfillable(order)
  const sent: Fulfillment = { ...fulfillment, status: 'shipped', tracking, shipped_at: occasion.at }
  const data = { fulfillment_id, tracking, line_items: fulfillment.line_items }
  const shipped = addEvent(replaceFulfillment(order, sent), 'fulfillment.shipped', occasion, data)
  const next = settleFulfillments(addCapture(shipped, occasion), occasion)
  return addEffect(next, { type: 'mail', payload: toShippedMail(next, sent) }, occasion)
}

export function alreadyShipped({ status }: Fulfillment): AppError {
  return new AppError('conflict', 'already_shipped', 'The fulfillment has left the warehouse.', {
    extra: { fulfillment_status: status },
  })
}
