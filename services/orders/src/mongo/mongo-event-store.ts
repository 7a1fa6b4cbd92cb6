import type { Db } from 'mongodb'
import type { EventStore } from '../event-deps.ts'
import { createBackfill } from './backfill-orders.ts'
import type { FedEvent } from './fed-event.ts'
import type { OrderDocument } from './order-document.ts'
import { relayEvents } from './relay-events.ts'
import type { OrderTerm } from './walk-terms.ts'

/** The feed in a collection of its own, filled by the relay from the orders' documents. */
export function createMongoEventStore(db: Db, within: <T>(work: () => Promise<T>) => Promise<T>): EventStore {
  const orders = db.collection<OrderDocument>('orders')
  const events = db.collection<FedEvent>('events')
  const terms = db.collection<OrderTerm>('order_terms')
  const backfill = createBackfill(orders)
  const positionAt = async (direction: 1 | -1) =>
    (
      await events
        .find({}, { projection: { _id: 1 } })
        .sort({ _id: direction })
        .limit(1)
        .next()
    )?._id ?? 0
  return {
    behind: () =>
      within(async () => {
        const due = { feed_due: { $exists: true } }
        const first = await orders
          .find(due, { projection: { _id: 1 }, hint: 'orders_to_feed' })
          .limit(1)
          .next()
        return first !== null || !backfill.isDone()
      }),
    relay: () =>
      within(async () => {
        await backfill.fillNext()
        return (await relayEvents({ orders, events, terms })) || !backfill.isDone()
      }),
    read: ({ after, limit }) =>
      within(async () => {
        const found = await events
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray()
        return found.map(({ _id, ...event }) => ({ ...event, position: _id }))
      }),
    ends: () => within(async () => ({ oldest: await positionAt(1), newest: await positionAt(-1) })),
    deleteOld: ({ made_before, limit }) =>
      within(async () => {
        // The newest stays: the next position is counted from it.
        const newest = await positionAt(-1)
        const oldest = await events
          .find({ _id: { $lt: newest } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray()
        const old = oldest.filter(({ created_at }) => created_at < made_before).map(({ _id }) => _id)
        if (old.length === 0) return 0
        return (await events.deleteMany({ _id: { $in: old } })).deletedCount
      }),
  }
}
