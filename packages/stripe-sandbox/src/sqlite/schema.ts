import type { Statements } from '@tradewind/sql/statements.ts'

/**
 * `position` orders everything by creation: microseconds since 1970, made unique. It serves cursors and `created`
 * filters alike, so that no list needs an index or a sort of its own.
 */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS payment_intents (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, customer TEXT, object TEXT NOT NULL) STRICT`,
  `CREATE INDEX IF NOT EXISTS payment_intents_customer
    ON payment_intents (customer, position) WHERE customer IS NOT NULL`,
  `CREATE TABLE IF NOT EXISTS payment_intent_metadata (
    key TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (key, value, position)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS charges (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, order_id TEXT, object TEXT NOT NULL) STRICT`,
  `CREATE INDEX IF NOT EXISTS charges_order ON charges (order_id, position) WHERE order_id IS NOT NULL`,
  `CREATE TABLE IF NOT EXISTS charge_totals (
    currency TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (currency, state)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS idempotency_keys (
    key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, params_hash TEXT NOT NULL,
    request_id TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL) STRICT`,
  'CREATE TABLE IF NOT EXISTS struck_faults (name TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (name, scope)) STRICT, WITHOUT ROWID',
  'PRAGMA user_version = 1',
]

export function createTables(statements: Statements): void {
  for (const sql of TABLES) statements.run(sql)
}

/** The newest position on file; 0 when there is none. */
export function readLastPosition(statements: Statements): number {
  const sql = `SELECT max((SELECT coalesce(max(position), 0) FROM payment_intents),
    (SELECT coalesce(max(position), 0) FROM charges)) AS position`
  return statements.get<{ position: number }>(sql)?.position ?? 0
}
