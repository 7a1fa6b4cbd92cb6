import { addEvent } from '../events.ts'
import type { Occasion, StoredOrder } from '../order.ts'
import { type Fulfillment, findFulfillment, replaceFulfillment, requireStatus, type Units } from './fulfillments.ts'
import { readUnits } from './read-units.ts'
import { settleFulfillments } from './settle-fulfillments.ts'

interface Returning {
  fulfillment_id: string
  line_items?: Units[]
}

/**
 * Units came back, or all of the parcel: they count as sent no more, and are not sent again. Money is given back by a
 * refund of its own. @throws `invalid_state`, `quantity_exceeds_shipped`, `validation_failed`
 */
export function returnFulfillment(order: StoredOrder, returning: Returning, occasion: Occasion): StoredOrder {
  const { fulfillment_id, line_items } = returning
  const fulfillment = findFulfillment(order, fulfillment_id)
  requireStatus(fulfillment, ['shipped', 'delivered'], 'returned')
  const lines = fulfillment.line_items.map(({ id, quantity, returned_quantity = 0 }) => ({
    id,
    quantity: quantity - returned_quantity,
  }))
  const back = line_items
    ? readUnits(line_items, { lines, exceeds: 'quantity_exceeds_shipped' })
    : lines.filter(({ quantity }) => quantity > 0)
  const returned = takeBack(fulfillment, back, occasion)
  const data = { fulfillment_id, line_items: back }
  const next = addEvent(replaceFulfillment(order, returned), 'fulfillment.returned', occasion, data)
  return settleFulfillments(next, occasion)
}

function takeBack(fulfillment: Fulfillment, back: Units[], { at }: Occasion): Fulfillment {
  const line_items = fulfillment.line_items.map((line) => {
    const { quantity = 0 } = back.find(({ id }) => id === line.id) ?? {}
    return quantity === 0 ? line : { ...line, returned_quantity: (line.returned_quantity ?? 0) + quantity }
  })
  const isBack = line_items.every(({ quantity, returned_quantity }) => quantity === returned_quantity)
  return { ...fulfillment, line_items, ...(isBack && { status: 'returned', returned_at: at }) }
}
