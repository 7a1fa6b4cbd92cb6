import { type AppError, unavailable } from '@tradewind/service/app-error.ts'
import { within } from '@tradewind/service/within.ts'
import type { StatementCounts } from '@tradewind/sql/statement-counts.ts'
import { type Db, MongoClient, MongoError, MongoNetworkError, MongoServerSelectionError } from 'mongodb'
import type { OpenedStore } from '../store-deps.ts'
import type { FedEvent } from './fed-event.ts'
import { FULFILLMENT_INDEXES } from './fulfillment-indexes.ts'
import { toIndexDescriptions } from './list-indexes.ts'
import { createMongoErasureStore } from './mongo-erasure-store.ts'
import { createMongoEventStore } from './mongo-event-store.ts'
import { createMongoLeaseStore } from './mongo-lease-store.ts'
import { createMongoOrderStore } from './mongo-order-store.ts'
import type { OrderDocument } from './order-document.ts'

/** A client hears within 2 s that the database is away. */
const CALL_LIMIT_MS = 1_500
const WRITES = new Set(['insert', 'update', 'findAndModify', 'bulkWrite', 'delete'])
const QUERIES = new Set([...WRITES, 'find', 'getMore', 'aggregate', 'count'])

/** Connects to `mongodb://…/database`, with its indexes made. An acknowledged write is on disk of a majority. */
export async function openMongoOrders(url: string): Promise<OpenedStore> {
  const client = new MongoClient(url, {
    serverSelectionTimeoutMS: CALL_LIMIT_MS,
    connectTimeoutMS: CALL_LIMIT_MS,
    // Longer than any caller waits: it only keeps calls that nobody waits for from piling up.
    waitQueueTimeoutMS: 2 * CALL_LIMIT_MS,
    writeConcern: { w: 'majority', journal: true },
    readPreference: 'primary',
    ignoreUndefined: true,
    monitorCommands: true,
  })
  const counts = countCommands(client)
  await client.connect()
  const db = client.db()
  await createIndexes(db)
  return {
    store: createMongoOrderStore(db, bounded),
    events: createMongoEventStore(db, bounded),
    leases: createMongoLeaseStore(db, bounded),
    erasures: createMongoErasureStore(db, bounded),
    counts,
    probe: async () => void (await db.command({ ping: 1 })),
    close: () => client.close(),
  }
}

function countCommands(client: MongoClient): StatementCounts {
  const counts: StatementCounts = { statements: 0, commits: 0 }
  client.on('commandStarted', ({ commandName }) => {
    if (QUERIES.has(commandName)) counts.statements += 1
    if (WRITES.has(commandName)) counts.commits += 1
  })
  return counts
}

/** Partial, not sparse: a sparse compound index still holds documents that have only one of its fields. */
async function createIndexes(db: Db): Promise<void> {
  await db.collection<OrderDocument>('orders').createIndexes([
    { name: 'orders_by_key', key: { client_id: 1, idempotency_key: 1 }, unique: true },
    {
      name: 'orders_by_reference',
      key: { client_id: 1, external_reference: 1 },
      unique: true,
      partialFilterExpression: { external_reference: { $exists: true } },
    },
    {
      name: 'orders_due',
      key: { next_effect_at: 1 },
      partialFilterExpression: { next_effect_at: { $exists: true } },
    },
    {
      name: 'orders_to_feed',
      key: { feed_due: 1 },
      partialFilterExpression: { feed_due: { $exists: true } },
    },
    ...toIndexDescriptions(),
    ...FULFILLMENT_INDEXES,
  ])
  await db.collection('erasures').createIndexes([{ name: 'erasures_running', key: { status: 1, requested_at: 1 } }])
  await db.collection<FedEvent>('events').createIndexes([{ name: 'events_by_id', key: { id: 1 }, unique: true }])
}

/** The driver bounds each step of a call but not the whole; what it still does after that, versions and keys bear. */
async function bounded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await within(CALL_LIMIT_MS, work(), toUnavailable)
  } catch (error) {
    throw isUnavailable(error) ? toUnavailable(error) : error
  }
}

const toUnavailable = (cause?: unknown): AppError =>
  unavailable('database_unavailable', 'The database does not answer; try again.', cause)

/** Not there, not reached in time, or stepping down: nothing is wrong with the call itself. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true
  return error instanceof MongoError && error.hasErrorLabel('RetryableWriteError')
}
