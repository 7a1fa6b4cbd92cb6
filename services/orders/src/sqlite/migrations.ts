/** The file's tables, by numbered name; a migration that has shipped is never edited. */
export const migrations: Record<string, string[]> = {
  '001-orders': [
    `CREATE TABLE orders (
      id TEXT PRIMARY KEY,
      client_id TEXT NOT NULL,
      idempotency_key TEXT NOT NULL,
      external_reference TEXT,
      version INTEGER NOT NULL,
      next_effect_at TEXT,
      lease_owner TEXT,
      document TEXT NOT NULL
    )`,
    'CREATE UNIQUE INDEX orders_by_key ON orders (client_id, idempotency_key)',
    `CREATE UNIQUE INDEX orders_by_reference ON orders (client_id, external_reference)
      WHERE external_reference IS NOT NULL`,
    'CREATE INDEX orders_due ON orders (next_effect_at) WHERE next_effect_at IS NOT NULL',
  ],
  '002-counters': [
    'CREATE TABLE counters (name TEXT PRIMARY KEY, next INTEGER NOT NULL)',
    "INSERT INTO counters (name, next) VALUES ('order_number', 100001)",
  ],
}
