import type { FulfillmentRequest } from '@tradewind/contracts/fulfillments.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { addEvent } from '../events.ts'
import type { Occasion, StoredOrder } from '../order.ts'
import { claimFulfillment } from './claim-fulfillment.ts'
import { checkFulfillable } from './fulfillable.ts'
import type { Units } from './fulfillments.ts'
import { openQuantity } from './quantities.ts'
import { readUnits } from './read-units.ts'
import { settleFulfillments } from './settle-fulfillments.ts'

/** `claim_ms`: how long a claim lasts. */
interface Creation {
  request: FulfillmentRequest
  claim_ms: number
}

/**
 * A parcel of the units asked for, or of all that are open; with `picker` it is claimed at once.
 * @throws `order_canceled`, `order_not_paid`, `nothing_to_fulfill`, `quantity_exceeds_open`, `validation_failed`
 */
export function createFulfillment(
  order: StoredOrder,
  { request, claim_ms }: Creation,
  occasion: Occasion,
): { order: StoredOrder; object_id: string } {
  checkFulfillable(order)
  const line_items = unitsOf(order, request.line_items)
  const fulfillment_id = occasion.newId('ful')
  const made = { id: fulfillment_id, status: 'pending' as const, line_items, created_at: occasion.at }
  const added = { ...order, fulfillments: [...order.fulfillments, made] }
  const created = addEvent(added, 'fulfillment.created', occasion, { fulfillment_id, line_items })
  const { picker } = request
  const next =
    picker === undefined ? created : claimFulfillment(created, { fulfillment_id, picker, claim_ms }, occasion)
  return { order: settleFulfillments(next, occasion), object_id: fulfillment_id }
}

function unitsOf(order: StoredOrder, asked: Units[] | undefined): Units[] {
  const lines = order.line_items.map((line) => ({ id: line.id, quantity: openQuantity(order, line) }))
  if (asked) return readUnits(asked, { lines, exceeds: 'quantity_exceeds_open' })
  const open = lines.filter(({ quantity }) => quantity > 0)
  if (open.length > 0) return open
  throw new AppError('conflict', 'nothing_to_fulfill', 'Nothing of the order is open.')
}
