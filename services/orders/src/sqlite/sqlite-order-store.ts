import { isDuplicateKey, toUnavailable } from '@tradewind/sql/sql-errors.ts'
import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { Statements } from '@tradewind/sql/statements.ts'
import type { Claim, EffectCount, OrderStore } from '../deps.ts'
import type { StoredOrder } from '../domain/order.ts'
import { type OrderRow, toOrder, toRow } from './order-row.ts'

const COLUMNS = 'document, version, next_effect_at, lease_owner'

/** Orders in one SQLite file: the document as JSON, beside it what is looked for. */
export function createSqliteOrderStore(file: SqliteFile): OrderStore {
  const read = async <T>(unit: (statements: Statements) => T): Promise<T> => {
    try {
      return unit(file.read)
    } catch (error) {
      throw toUnavailable(error)
    }
  }
  const write = <T>(unit: (statements: Statements) => T): Promise<T> =>
    file.write(unit).catch((error) => {
      throw toUnavailable(error)
    })

  return {
    insert: (order) => write((statements) => insert(statements, order)),
    find: (id) => read((statements) => findOne(statements, 'id = ?', [id])),
    findByKey: ({ client_id, idempotency_key }) =>
      read((statements) => findOne(statements, 'client_id = ? AND idempotency_key = ?', [client_id, idempotency_key])),
    save: (order) => write((statements) => save(statements, order)),
    saveAll: (orders) => write((statements) => orders.map((order) => save(statements, order))),
    claimDue: (claim) => write((statements) => claimDue(statements, claim)),
    list: ({ limit, before_id }) =>
      read((statements) => {
        const where = before_id === undefined ? '' : 'WHERE id < ?'
        const params = before_id === undefined ? [limit] : [before_id, limit]
        const sql = `SELECT ${COLUMNS} FROM orders ${where} ORDER BY id DESC LIMIT ?`
        return statements.all<OrderRow>(sql, params).map(toOrder)
      }),
    reserveNumbers: (count) => write((statements) => reserveNumbers(statements, count)),
    countDue: () => read(countDue),
    countEffects: () => read(countEffects),
  }
}

function insert(statements: Statements, order: StoredOrder): boolean {
  const { document, version, next_effect_at, lease_owner } = toRow(order)
  const params = [order.id, order.client_id, order.idempotency_key, order.external_reference ?? null]
  try {
    statements.run(
      `INSERT INTO orders (id, client_id, idempotency_key, external_reference, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [...params, document, version, next_effect_at, lease_owner],
    )
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

function findOne(statements: Statements, where: string, params: string[]): StoredOrder | undefined {
  const row = statements.get<OrderRow>(`SELECT ${COLUMNS} FROM orders WHERE ${where}`, params)
  return row && toOrder(row)
}

function save(statements: Statements, order: StoredOrder): boolean {
  const { document, version, next_effect_at, lease_owner } = toRow(order)
  const { changes } = statements.run(
    'UPDATE orders SET document = ?, version = ?, next_effect_at = ?, lease_owner = ? WHERE id = ? AND version = ?',
    [document, version, next_effect_at, lease_owner, order.id, version - 1],
  )
  return changes === 1
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
