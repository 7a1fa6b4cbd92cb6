import type { Statements } from '@tradewind/sql/statements.ts'
import { claimKeysOf, toClaimKey } from '../domain/fulfillment/claim-keys.ts'
import type { StoredOrder } from '../domain/order.ts'
import type { ClaimKey, FulfillmentQuery } from '../store-deps.ts'
import { COLUMNS, type OrderRow, toOrder } from './order-row.ts'

/** A key of its claims is another order's: two claims under one key came at once. */
export function isClaimedElsewhere(statements: Statements, order: StoredOrder): boolean {
  const sql = 'SELECT 1 FROM claim_keys WHERE key = ? AND order_id <> ?'
  return claimKeysOf(order).some((key) => statements.get(sql, [key, order.id]) !== undefined)
}

/** What is looked for of an order's fulfillments, in the write that stores the order. They are never taken off. */
export function keepFulfillments(statements: Statements, order: StoredOrder): void {
  for (const { id, status, picker = null } of order.fulfillments) {
    statements.run(
      `INSERT INTO fulfillments (id, order_id, status, picker) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, picker = excluded.picker`,
      [id, order.id, status, picker],
    )
  }
  for (const key of claimKeysOf(order)) {
    statements.run('INSERT OR IGNORE INTO claim_keys (key, order_id) VALUES (?, ?)', [key, order.id])
  }
}

export function listPickable(statements: Statements, limit: number): StoredOrder[] {
  const sql = `SELECT ${COLUMNS} FROM orders WHERE pickable_at IS NOT NULL ORDER BY pickable_at, id LIMIT ?`
  return statements.all<OrderRow>(sql, [limit]).map(toOrder)
}

export function findClaimed(statements: Statements, keys: ClaimKey[]): StoredOrder[] {
  const sql = `SELECT ${COLUMNS} FROM orders WHERE id = (SELECT order_id FROM claim_keys WHERE key = ?)`
  return keys.flatMap((key) => statements.get<OrderRow>(sql, [toClaimKey(key)]) ?? []).map(toOrder)
}

export function listFulfillments(statements: Statements, query: FulfillmentQuery): StoredOrder[] {
  const { status, picker, from_order_id = '', limit } = query
  const of = picker === undefined ? '' : 'picker = ? AND'
  const sql = `SELECT ${COLUMNS} FROM (SELECT DISTINCT order_id FROM fulfillments
      WHERE ${of} status = ? AND order_id >= ? ORDER BY order_id LIMIT ?) AS work
    JOIN orders ON orders.id = work.order_id ORDER BY work.order_id`
  const params = [status, from_order_id, limit]
  return statements.all<OrderRow>(sql, picker === undefined ? params : [picker, ...params]).map(toOrder)
}
