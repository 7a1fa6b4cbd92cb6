import type { Collection, Db, WithId } from 'mongodb'
import type { StoredOrder } from '../domain/order.ts'
import type { Claim, EffectCount, OrderStore } from '../store-deps.ts'
import { eraseCopies } from './erase-copies.ts'
import type { FedEvent } from './fed-event.ts'
import { findClaimed, listFulfillments, listPickable } from './list-fulfillments.ts'
import { countOrders, listOrders } from './list-orders.ts'
import { oncePerKey } from './once-per-key.ts'
import { type OrderDocument, toDocument, toOrder } from './order-document.ts'
import type { OrderTerm } from './walk-terms.ts'
import { hasLost, isDuplicate, wasInTheWay } from './write-errors.ts'

interface Counter {
  _id: string
  next: number
}

/** A write in the way went through, so that the next try finds what it stored. */
const INSERT_TRIES = 5
const FIRST_NUMBER = 100_001

/** Orders in MongoDB, one document each; `within` bounds every call and names an absent database. */
export function createMongoOrderStore(db: Db, within: <T>(work: () => Promise<T>) => Promise<T>): OrderStore {
  const orders = db.collection<OrderDocument>('orders')
  const all = { orders, events: db.collection<FedEvent>('events'), terms: db.collection<OrderTerm>('order_terms') }
  const counters = db.collection<Counter>('counters')
  return {
    insert: oncePerKey((order) => within(() => insert(orders, order))),
    find: (id) => within(async () => fromDocument(await orders.findOne({ _id: id }))),
    findByKey: ({ client_id, idempotency_key }) =>
      within(async () => fromDocument(await orders.findOne({ client_id, idempotency_key }))),
    findByFulfillment: (fulfillment_id) =>
      within(async () => fromDocument(await orders.findOne({ 'fulfillments.id': fulfillment_id }))),
    listPickable: (limit) => within(() => listPickable(orders, limit)),
    findClaimed: (keys) => within(() => findClaimed(orders, keys)),
    listFulfillments: (query) => within(() => listFulfillments(orders, query)),
    save: (order) => within(() => save(orders, order)),
    erase: (change) => within(async () => (await eraseCopies(all, change)) && save(orders, change.after)),
    saveAll: (changed) => within(() => saveAll(orders, changed)),
    claimDue: (claim) => within(() => claimDue(orders, claim)),
    list: (query) => within(() => listOrders(all, query)),
    count: (filter) => within(() => countOrders(all, filter)),
    reserveNumbers: (count) => within(() => reserveNumbers(counters, count)),
    countDue: () => within(() => countDue(orders)),
    countEffects: () => within(() => countEffects(orders)),
  }
}

async function insert(orders: Collection<OrderDocument>, order: StoredOrder): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    try {
      await orders.insertOne(toDocument(order))
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      if (!wasInTheWay(error) || tries === INSERT_TRIES) throw error
    }
  }
}

async function save(orders: Collection<OrderDocument>, order: StoredOrder): Promise<boolean> {
  try {
    const { matchedCount } = await orders.replaceOne({ _id: order.id, version: order.version - 1 }, toDocument(order))
    return matchedCount === 1
  } catch (error) {
    if (hasLost(error)) return false
    throw error
  }
}

/** The server counts, but does not name, what it matched: unless all did, the callers look for themselves. */
async function saveAll(orders: Collection<OrderDocument>, changed: StoredOrder[]): Promise<boolean[]> {
  const writes = changed.map((order) => ({
    replaceOne: { filter: { _id: order.id, version: order.version - 1 }, replacement: toDocument(order) },
  }))
  try {
    const { matchedCount } = await orders.bulkWrite(writes, { ordered: false })
    return changed.map(() => matchedCount === changed.length)
  } catch (error) {
    if (hasLost(error)) return changed.map(() => false)
    throw error
  }
}

async function claimDue(
  orders: Collection<OrderDocument>,
  { now, until, owner, limit }: Claim,
): Promise<StoredOrder[]> {
  const claimed: StoredOrder[] = []
  while (claimed.length < limit) {
    const order = await orders.findOneAndUpdate(
      // That it exists need not be said to MongoDB; other servers look at every order without it.
      { next_effect_at: { $exists: true, $lte: now } },
      { $set: { next_effect_at: until, lease_owner: owner }, $inc: { version: 1 } },
      { sort: { next_effect_at: 1 }, returnDocument: 'after' },
    )
    if (!order) break
    claimed.push(toOrder(order))
  }
  return claimed
}

async function reserveNumbers(counters: Collection<Counter>, count: number): Promise<number> {
  const _id = 'order_number'
  await counters.updateOne({ _id }, { $setOnInsert: { next: FIRST_NUMBER } }, { upsert: true })
  const counter = await counters.findOneAndUpdate({ _id }, { $inc: { next: count } }, { returnDocument: 'before' })
  if (!counter) throw new Error(`the counter ${_id} is missing`)
  return counter.next
}

async function countDue(orders: Collection<OrderDocument>): Promise<{ orders: number; oldest?: string }> {
  const due = { next_effect_at: { $exists: true } }
  const [count, oldest] = await Promise.all([
    orders.countDocuments(due, { hint: 'orders_due' }),
    orders
      .find(due, { hint: 'orders_due' })
      .sort({ next_effect_at: 1 })
      .limit(1)
      .project<{ next_effect_at: string }>({ next_effect_at: 1 })
      .next(),
  ])
  return { orders: count, ...(oldest && { oldest: oldest.next_effect_at }) }
}

async function countEffects(orders: Collection<OrderDocument>): Promise<EffectCount[]> {
  const groups = await orders
    .aggregate<{ _id: EffectCount['type']; effects: number; failed: number; oldest: string | null }>(
      [
        { $match: { next_effect_at: { $exists: true } } },
        { $sort: { next_effect_at: 1 } },
        { $limit: 10_000 },
        { $unwind: '$effects' },
        {
          $group: {
            _id: '$effects.type',
            effects: { $sum: 1 },
            failed: { $sum: { $cond: [{ $gt: ['$effects.attempts', 0] }, 1, 0] } },
            oldest: { $min: '$effects.added_at' },
          },
        },
      ],
      { hint: 'orders_due' },
    )
    .toArray()
  return groups.map(({ _id, oldest, ...count }) => ({ type: _id, ...count, ...(oldest !== null && { oldest }) }))
}

const fromDocument = (found: WithId<OrderDocument> | null) => (found ? toOrder(found) : undefined)
