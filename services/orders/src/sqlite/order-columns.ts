import { pickableAt } from '../domain/fulfillment/fulfillable.ts'
import type { StoredOrder } from '../domain/order.ts'
import { toEmailKey } from '../domain/order-query.ts'

/** What lists filter and sort by, and pickers' queue, beside the document. */
export const FILTER_COLUMNS = [
  'status',
  'payment_status',
  'fulfillment_status',
  'customer_id',
  'email',
  'number',
  'total',
  'pickable_at',
] as const

/** In the order of `FILTER_COLUMNS`. */
export const toFilterColumns = (order: StoredOrder): (string | number | null)[] => [
  order.status,
  order.payment_status,
  order.fulfillment_status,
  order.customer.id ?? null,
  toEmailKey(order.customer.email),
  order.number,
  order.total,
  pickableAt(order) ?? null,
]
