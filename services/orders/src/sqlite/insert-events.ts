import type { Statements } from '@tradewind/sql/statements.ts'
import type { StoredOrder } from '../domain/order.ts'

/**
 * The order's events beyond the `known` ones into the feed, in the write that makes them true. Writes to a file follow one
 * another, so the position that SQLite gives next is behind every one that a reader has seen.
 */
export function insertEvents(statements: Statements, { order, known }: { order: StoredOrder; known: number }): void {
  for (const { id, type, created_at, sequence, data } of order.events.slice(known)) {
    statements.run(
      'INSERT OR IGNORE INTO events (id, order_id, type, created_at, sequence, data) VALUES (?, ?, ?, ?, ?, ?)',
      [id, order.id, type, created_at, sequence, JSON.stringify(data)],
    )
  }
}
