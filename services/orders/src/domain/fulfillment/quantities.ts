import type { StoredOrder } from '../order.ts'
import { type Fulfillment, isSent } from './fulfillments.ts'

type Line = StoredOrder['line_items'][number]
type FulfilledLine = Fulfillment['line_items'][number]

/**
 * Units of a line that may still be put into a fulfillment: neither in one that counts, nor refunded and still here. A unit
 * that was refunded and did not come back is not sent any more.
 */
export function openQuantity({ fulfillments }: Pick<StoredOrder, 'fulfillments'>, line: Line): number {
  const counting = fulfillments.filter(({ status }) => status !== 'canceled')
  const taken = sumOf(counting, line.id, ({ quantity }) => quantity)
  const returned = sumOf(counting, line.id, ({ returned_quantity = 0 }) => returned_quantity)
  const refunded = Math.max(0, line.refunded_quantity - returned)
  return Math.max(0, line.quantity - taken - refunded)
}

/** Units of a line that have left and did not come back. */
export function sentQuantity({ fulfillments }: Pick<StoredOrder, 'fulfillments'>, line: Line): number {
  return sumOf(
    fulfillments.filter(isSent),
    line.id,
    ({ quantity, returned_quantity = 0 }) => quantity - returned_quantity,
  )
}

export const hasOpenLines = (order: StoredOrder): boolean =>
  order.line_items.some((line) => openQuantity(order, line) > 0)

function sumOf(fulfillments: Fulfillment[], line_id: string, unitsOf: (line: FulfilledLine) => number): number {
  return fulfillments
    .flatMap(({ line_items }) => line_items.filter(({ id }) => id === line_id))
    .reduce((total, line) => total + unitsOf(line), 0)
}
