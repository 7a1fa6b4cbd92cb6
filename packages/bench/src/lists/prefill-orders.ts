import { DatabaseSync } from 'node:sqlite'
import { MongoClient } from 'mongodb'
import type { StoredOrder } from '../../../../services/orders/src/domain/order.ts'
import { searchTermsOf } from '../../../../services/orders/src/domain/search-terms.ts'
import { type OrderDocument, toDocument } from '../../../../services/orders/src/mongo/order-document.ts'
import { type OrderTerm, toTermId } from '../../../../services/orders/src/mongo/walk-terms.ts'
import { FILTER_COLUMNS, toFilterColumns } from '../../../../services/orders/src/sqlite/order-columns.ts'
import { toRow } from '../../../../services/orders/src/sqlite/order-row.ts'

const BATCH = 1_000

/** Puts the orders into the tables that the store has made, past its writes: as they would be long after. */
export const prefillOrders = (url: string, orders: Iterable<StoredOrder>): Promise<void> =>
  url.startsWith('sqlite:') ? prefillFile(url.slice('sqlite:'.length), orders) : prefillMongo(url, orders)

async function prefillFile(path: string, orders: Iterable<StoredOrder>): Promise<void> {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN')
  const columns = [
    'id',
    'client_id',
    'idempotency_key',
    'external_reference',
    'search_terms',
    'document',
    'version',
    'event_count',
  ]
  const all = [...columns, ...FILTER_COLUMNS]
  const insert = database.prepare(`INSERT INTO orders (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`)
  for (const order of orders) {
    const { document, version } = toRow(order)
    const terms = JSON.stringify(searchTermsOf(order))
    const key = [order.id, order.client_id, order.idempotency_key, order.external_reference ?? null]
    insert.run(...key, terms, document, version, order.events.length, ...toFilterColumns(order))
  }
  database.exec(
    'INSERT INTO order_terms SELECT term.value, orders.id FROM orders, json_each(search_terms) AS term ORDER BY 1, 2',
  )
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

async function prefillMongo(url: string, orders: Iterable<StoredOrder>): Promise<void> {
  const client = new MongoClient(url)
  const stored = client.db().collection<OrderDocument>('orders')
  const terms = client.db().collection<OrderTerm>('order_terms')
  let batch: StoredOrder[] = []
  const flush = async () => {
    const rows = batch.flatMap((order) => searchTermsOf(order).map((term) => ({ _id: toTermId(term, order.id) })))
    await Promise.all([stored.insertMany(batch.map(toFed)), terms.insertMany(rows)])
    batch = []
  }
  for (const order of orders) if (batch.push(order) === BATCH) await flush()
  if (batch.length > 0) await flush()
  await client.close()
}

function toFed(order: StoredOrder): OrderDocument {
  const { feed_due: _, ...document } = toDocument(order)
  return { ...document, fed_sequence: order.events.length }
}
