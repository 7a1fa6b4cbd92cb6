import type { WithId } from 'mongodb'
import type { OrderFilter, OrderQuery, OrderSlice } from '../domain/order-query.ts'
import { toCounting, toGathering, toPage, type Walk, walkList } from '../domain/walk-list.ts'
import type { OrderCount } from '../store-deps.ts'
import { type OrderDocument, toOrder } from './order-document.ts'
import { type Collections, relayEvents } from './relay-events.ts'
import { walkOrders } from './walk-orders.ts'

const MOST_BATCHES = 5

export async function listOrders({ orders, terms, events }: Collections, query: OrderQuery): Promise<OrderSlice> {
  await finishTerms({ orders, terms, events }, query.filter)
  const known = new Map<string, WithId<OrderDocument>>()
  const met = (order: WithId<OrderDocument>) => void known.set(order._id, order)
  const walk = (asked: Walk) => walkOrders({ orders, terms, met }, { walk: asked })
  const gather = (asked: Walk) => walkOrders({ orders, terms }, { walk: toGathering(asked), value: query.sort.by })
  const { ids, next } = toPage(await walkList(query, { walk, gather }), query.limit)
  const missing = ids.filter((id) => !known.has(id))
  if (missing.length > 0) for (const order of await orders.find({ _id: { $in: missing } }).toArray()) met(order)
  const found = ids.flatMap((id) => known.get(id) ?? []).map(toOrder)
  return next ? { orders: found, next } : { orders: found }
}

export async function countOrders({ orders, terms, events }: Collections, filter: OrderFilter): Promise<OrderCount> {
  await finishTerms({ orders, terms, events }, filter)
  const { rows, reached } = await walkOrders({ orders, terms }, { walk: toCounting(filter) })
  return { count: rows.length, exact: reached === undefined }
}

/** Who searches finds what was stored before, unless very much was stored just now. */
async function finishTerms(collections: Collections, { words }: OrderFilter): Promise<void> {
  for (let batch = 0; words && batch < MOST_BATCHES && (await relayEvents(collections)); batch += 1);
}
