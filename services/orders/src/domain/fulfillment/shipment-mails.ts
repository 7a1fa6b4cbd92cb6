import type { EmailRequest, OrderShippedData } from '@tradewind/contracts/emails.ts'
import { nameOf, toMail, toMailedOrder } from '../mails.ts'
import type { StoredOrder } from '../order.ts'
import { type Fulfillment, isInHouse } from './fulfillments.ts'
import { hasOpenLines } from './quantities.ts'

/** A parcel has left. */
export function toShippedMail(order: StoredOrder, fulfillment: Fulfillment): EmailRequest {
  const nothingFollows = !order.fulfillments.some(isInHouse) && !hasOpenLines(order)
  return toMail(order, 'order_shipped', toData(order, { fulfillment, is_last: nothingFollows }))
}

/** A parcel has arrived; the last one when no other is on its way or to be sent. */
export function toDeliveredMail(order: StoredOrder, fulfillment: Fulfillment): EmailRequest {
  const is_last = order.fulfillment_status === 'delivered'
  return toMail(order, 'order_delivered', toData(order, { fulfillment, is_last }))
}

function toData(
  order: StoredOrder,
  { fulfillment, is_last }: { fulfillment: Fulfillment; is_last: boolean },
): OrderShippedData {
  const line_items = fulfillment.line_items.map(({ id, quantity }) => {
    const title = order.line_items.find((line) => line.id === id)?.title ?? ''
    return { title, quantity }
  })
  const shipment = { ...fulfillment.tracking, line_items }
  return { ...nameOf(order), order: toMailedOrder(order), shipment, is_last }
}
