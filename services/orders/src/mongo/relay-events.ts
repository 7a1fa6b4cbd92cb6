import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Collection } from 'mongodb'
import type { FedEvent } from './fed-event.ts'
import type { OrderDocument } from './order-document.ts'
import { type OrderTerm, toTermId } from './walk-terms.ts'
import { isDuplicate } from './write-errors.ts'

/** The relay's collections. */
export interface Collections {
  orders: Collection<OrderDocument>
  events: Collection<FedEvent>
  terms: Collection<OrderTerm>
}

type DueOrder = Pick<OrderDocument, '_id' | 'version' | 'events' | 'search_terms' | 'fed_sequence'>

const BATCH = 200
const DUE_FIELDS = { version: 1, events: 1, search_terms: 1, fed_sequence: 1 }

/**
 * Copies the events that the feed has not yet behind its newest one. An event's position is its key, so who wrote behind
 * the newest at the same time makes this write fail as a whole from there on, and the next look begins anew: positions have
 * no gap and none is filled late, whoever believes to be the only relay. True when there is more to do.
 */
export async function relayEvents(collections: Collections): Promise<boolean> {
  const { orders, terms } = collections
  const due = await orders
    .find({ feed_due: { $exists: true } }, { projection: DUE_FIELDS, hint: 'orders_to_feed' })
    .sort({ feed_due: 1 })
    .limit(BATCH)
    .toArray()
  if (due.length === 0) return false
  await insertIfNew(terms, due.filter(isUnknown).flatMap(toTerms))
  if (!(await appendEvents(collections, due))) return true
  failpoint('orders.after_feed')
  await settle(collections, due)
  return due.length === BATCH
}

/** False when someone else wrote behind the newest event meanwhile. */
async function appendEvents({ events }: Pick<Collections, 'events'>, due: DueOrder[]): Promise<boolean> {
  const candidates = due.flatMap(({ _id, events, fed_sequence = 0 }) =>
    events.filter(({ sequence }) => sequence > fed_sequence).map((event) => ({ ...event, order_id: _id })),
  )
  const ids = candidates.map(({ id }) => id)
  const newest = await events
    .find({}, { projection: { _id: 1 } })
    .sort({ _id: -1 })
    .limit(1)
    .next()
  const known = await events.find({ id: { $in: ids } }, { projection: { id: 1 } }).toArray()
  const fed = new Set(known.map(({ id }) => id))
  const fresh = candidates.filter(({ id }) => !fed.has(id))
  const rows = fresh.map((event, index) => ({ _id: (newest?._id ?? 0) + 1 + index, ...event }))
  try {
    if (rows.length > 0) await events.insertMany(rows, { ordered: true })
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** An order that changed meanwhile stays due: it may have more events, and other terms. */
async function settle({ orders, terms }: Collections, due: DueOrder[]): Promise<void> {
  await orders.bulkWrite(
    due.map(({ _id, version, events }) => ({
      updateOne: {
        filter: { _id, version },
        update: { $set: { fed_sequence: events.at(-1)?.sequence ?? 0 }, $unset: { feed_due: '' } },
      },
    })),
    { ordered: false },
  )
  await removeStaleTerms({ orders, terms }, due.filter(isUnknown))
}

/** An order that was erased while its terms were written must not be found by them. */
async function removeStaleTerms(
  { orders, terms }: Pick<Collections, 'orders' | 'terms'>,
  indexed: DueOrder[],
): Promise<void> {
  if (indexed.length === 0) return
  const ids = indexed.map(({ _id }) => _id)
  const changed = await orders
    .find({ _id: { $in: ids }, feed_due: { $exists: true } }, { projection: { search_terms: 1 } })
    .toArray()
  const now = new Set(changed.flatMap(toTerms).map(({ _id }) => _id))
  const before = indexed.filter(({ _id }) => changed.some((order) => order._id === _id)).flatMap(toTerms)
  const stale = before.filter(({ _id }) => !now.has(_id)).map(({ _id }) => _id)
  if (stale.length > 0) await terms.deleteMany({ _id: { $in: stale } })
}

/** Its terms were never written. */
const isUnknown = ({ fed_sequence }: Pick<DueOrder, 'fed_sequence'>): boolean => fed_sequence === undefined

const toTerms = ({ _id, search_terms }: Pick<OrderDocument, '_id' | 'search_terms'>): OrderTerm[] =>
  search_terms.map((term) => ({ _id: toTermId(term, _id) }))

async function insertIfNew(terms: Collection<OrderTerm>, rows: OrderTerm[]): Promise<void> {
  try {
    if (rows.length > 0) await terms.insertMany(rows, { ordered: false })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}
