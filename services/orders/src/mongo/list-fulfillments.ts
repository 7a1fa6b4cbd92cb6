import type { Collection } from 'mongodb'
import { toClaimKey } from '../domain/fulfillment/claim-keys.ts'
import type { StoredOrder } from '../domain/order.ts'
import type { ClaimKey, FulfillmentQuery } from '../store-deps.ts'
import { type OrderDocument, toOrder } from './order-document.ts'

type Orders = Collection<OrderDocument>

export async function listPickable(orders: Orders, limit: number): Promise<StoredOrder[]> {
  const found = orders
    .find({ pickable_at: { $exists: true } }, { hint: 'orders_pickable' })
    .sort({ pickable_at: 1, _id: 1 })
    .limit(limit)
  return (await found.toArray()).map(toOrder)
}

export async function findClaimed(orders: Orders, keys: ClaimKey[]): Promise<StoredOrder[]> {
  const found = await orders.find({ claim_keys: { $in: keys.map(toClaimKey) } }).toArray()
  return found.map(toOrder)
}

export async function listFulfillments(orders: Orders, query: FulfillmentQuery): Promise<StoredOrder[]> {
  const { status, picker, from_order_id, limit } = query
  const of =
    picker === undefined
      ? { 'fulfillments.status': status }
      : { fulfillments: { $elemMatch: { picker, status } }, 'fulfillments.picker': picker }
  const from = from_order_id === undefined ? {} : { _id: { $gte: from_order_id } }
  const hint = picker === undefined ? 'fulfillments_by_status' : 'fulfillments_by_picker'
  const found = await orders
    .find({ ...of, ...from, 'fulfillments.id': { $exists: true } }, { hint })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray()
  return found.map(toOrder)
}
