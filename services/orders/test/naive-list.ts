import type { StoredOrder } from '../src/domain/order.ts'
import {
  AXES,
  comparePositions,
  type OrderFilter,
  positionOf,
  type Sort,
  toEmailKey,
} from '../src/domain/order-query.ts'
import { searchTermsOf } from '../src/domain/search-terms.ts'

/** What a list must be, found the slow way: look at each, then sort. */
export const naiveList = (orders: StoredOrder[], filter: OrderFilter, sort: Sort): string[] =>
  orders
    .filter((order) => fits(order, filter))
    .map((order) => positionOf(order, sort))
    .sort(comparePositions(sort))
    .map(({ id }) => id)

function fits(order: StoredOrder, filter: OrderFilter): boolean {
  const { number, external_reference, customer_id, email, words = [], from_id = '', before_id = '~' } = filter
  return (
    AXES.every((axis) => filter[axis]?.includes(order[axis]) ?? true) &&
    [order.number, undefined].includes(number) &&
    (external_reference === undefined || order.external_reference === external_reference) &&
    (customer_id === undefined || order.customer.id === customer_id) &&
    (email === undefined || toEmailKey(order.customer.email) === email) &&
    words.every((word) => searchTermsOf(order).includes(word)) &&
    order.id >= from_id &&
    order.id < before_id
  )
}
