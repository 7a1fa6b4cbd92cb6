import { isDuplicateKey, toUnavailable } from '@tradewind/sql/sql-errors.ts'
import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { Statements } from '@tradewind/sql/statements.ts'
import type { StoredOrder } from '../domain/order.ts'
import { searchTermsOf } from '../domain/search-terms.ts'
import type { Claim, EffectCount, OrderStore } from '../store-deps.ts'
import { eraseSaved } from './erase-saved.ts'
import {
  findClaimed,
  isClaimedElsewhere,
  keepFulfillments,
  listFulfillments,
  listPickable,
} from './fulfillment-rows.ts'
import { insertEvents } from './insert-events.ts'
import { countOrders, listIds } from './list-orders.ts'
import { FILTER_COLUMNS, toFilterColumns } from './order-columns.ts'
import { COLUMNS, type OrderRow, toOrder, toRow } from './order-row.ts'

const ALL_COLUMNS = ['document', 'version', 'next_effect_at', 'lease_owner', ...FILTER_COLUMNS, 'event_count']

function toColumns(order: StoredOrder) {
  const { document, version, next_effect_at, lease_owner } = toRow(order)
  return [document, version, next_effect_at, lease_owner, ...toFilterColumns(order), order.events.length]
}

/** Orders in one SQLite file: the document as JSON, beside it what is looked for. */
export function createSqliteOrderStore(file: SqliteFile): OrderStore {
  const read = async <T>(unit: (statements: Statements) => T): Promise<T> => {
    try {
      return unit(file.read)
    } catch (error) {
      throw toUnavailable(error)
    }
  }
  const unavailable = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error) => {
      throw toUnavailable(error)
    })
  const write = <T>(unit: (statements: Statements) => T): Promise<T> => unavailable(file.write(unit))

  return {
    insert: (order) => write((statements) => insert(statements, order)),
    find: (id) => read((statements) => findOne(statements, 'id = ?', [id])),
    findByKey: ({ client_id, idempotency_key }) =>
      read((statements) => findOne(statements, 'client_id = ? AND idempotency_key = ?', [client_id, idempotency_key])),
    findByFulfillment: (fulfillment_id) =>
      read((statements) =>
        findOne(statements, 'id = (SELECT order_id FROM fulfillments WHERE id = ?)', [fulfillment_id]),
      ),
    listPickable: (limit) => read((statements) => listPickable(statements, limit)),
    findClaimed: (keys) => read((statements) => findClaimed(statements, keys)),
    listFulfillments: (query) => read((statements) => listFulfillments(statements, query)),
    save: (order) => write((statements) => save(statements, order)),
    erase: (change) => write((statements) => eraseSaved(statements, { ...change, save })),
    saveAll: (orders) => write((statements) => orders.map((order) => save(statements, order))),
    claimDue: (claim) => write((statements) => claimDue(statements, claim)),
    list: async (query) => {
      const { ids, next } = await unavailable(listIds(file, query))
      const orders = await read((statements) => ids.flatMap((id) => findOne(statements, 'id = ?', [id]) ?? []))
      return next ? { orders, next } : { orders }
    },
    count: (filter) => unavailable(countOrders(file, filter)),
    reserveNumbers: (count) => write((statements) => reserveNumbers(statements, count)),
    countDue: () => read(countDue),
    countEffects: () => read(countEffects),
  }
}

const INSERT = `INSERT INTO orders (id, client_id, idempotency_key, external_reference, search_terms, ${ALL_COLUMNS.join(', ')})
  VALUES (?, ?, ?, ?, ?, ${ALL_COLUMNS.map(() => '?').join(', ')})`

function insert(statements: Statements, order: StoredOrder): boolean {
  const { id, client_id, idempotency_key, external_reference = null } = order
  const terms = JSON.stringify(searchTermsOf(order))
  try {
    statements.run(INSERT, [id, client_id, idempotency_key, external_reference, terms, ...toColumns(order)])
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
  insertEvents(statements, { order, known: 0 })
  keepFulfillments(statements, order)
  return true
}

function findOne(statements: Statements, where: string, params: string[]): StoredOrder | undefined {
  const row = statements.get<OrderRow>(`SELECT ${COLUMNS} FROM orders WHERE ${where}`, params)
  return row && toOrder(row)
}

const UPDATE = `UPDATE orders SET ${ALL_COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ? AND version = ?`

function save(statements: Statements, order: StoredOrder): boolean {
  if (isClaimedElsewhere(statements, order)) return false
  const key = [order.id, order.version - 1]
  const before = statements.get<{ event_count: number }>(
    'SELECT event_count FROM orders WHERE id = ? AND version = ?',
    key,
  )
  const { changes } = statements.run(UPDATE, [...toColumns(order), ...key])
  if (changes !== 1) return false
  insertEvents(statements, { order, known: before?.event_count ?? 0 })
  keepFulfillments(statements, order)
  return true
}

function claimDue(statements: Statements, { now, until, owner, limit }: Claim): StoredOrder[] {
  const sql = `UPDATE orders SET version = version + 1, next_effect_at = ?, lease_owner = ?
    WHERE id IN (SELECT id FROM orders WHERE next_effect_at <= ? ORDER BY next_effect_at LIMIT ?) RETURNING ${COLUMNS}`
  return statements.all<OrderRow>(sql, [until, owner, now, limit]).map(toOrder)
}

function reserveNumbers(statements: Statements, count: number): number {
  const sql = "UPDATE counters SET next = next + ? WHERE name = 'order_number' RETURNING next"
  const row = statements.get<{ next: number }>(sql, [count])
  if (!row) throw new Error('the counter order_number is missing')
  return row.next - count
}

function countDue(statements: Statements): { orders: number; oldest?: string } {
  const sql = 'SELECT COUNT(*) AS orders, MIN(next_effect_at) AS oldest FROM orders WHERE next_effect_at IS NOT NULL'
  const row = statements.get<{ orders: number; oldest: string | null }>(sql)
  return { orders: row?.orders ?? 0, ...(row?.oldest && { oldest: row.oldest }) }
}

function countEffects(statements: Statements): EffectCount[] {
  const sql = `SELECT effect.value ->> 'type' AS type, COUNT(*) AS effects, SUM(effect.value ->> 'attempts' > 0) AS failed,
      MIN(effect.value ->> 'added_at') AS oldest
    FROM (SELECT document FROM orders WHERE next_effect_at IS NOT NULL ORDER BY next_effect_at LIMIT 10000) AS due,
      json_each(due.document, '$.effects') AS effect
    GROUP BY 1`
  const rows = statements.all<Omit<EffectCount, 'oldest'> & { oldest: string | null }>(sql)
  return rows.map(({ oldest, ...count }) => ({ ...count, ...(oldest !== null && { oldest }) }))
}
