import type { Statements } from '@tradewind/sql/statements.ts'

/**
 * `position` orders everything by creation: microseconds since 1970, made unique. It serves cursors and `created`
 * filters alike, so that no list needs an index or a sort of its own.
 */
const FIRST = [
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
]

const objectTable = (name: string) =>
  `CREATE TABLE ${name} (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, object TEXT NOT NULL) STRICT`

/** For the lists that filter by a member; nulls are not looked for. */
const memberIndex = (table: string, member: string) =>
  `CREATE INDEX ${table}_${member} ON ${table} (object ->> '${member}', position) WHERE object ->> '${member}' IS NOT NULL`

/** Refunds, the account's balance, events and where they go. `next_at` is null when done, so history leaves the index. */
const SECOND = [
  memberIndex('charges', 'payment_intent'),
  objectTable('refunds'),
  memberIndex('refunds', 'charge'),
  memberIndex('refunds', 'payment_intent'),
  objectTable('balance_transactions'),
  memberIndex('balance_transactions', 'type'),
  memberIndex('balance_transactions', 'source'),
  memberIndex('balance_transactions', 'currency'),
  'CREATE TABLE balances (currency TEXT PRIMARY KEY, amount INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE events (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, snapshot TEXT NOT NULL, previous TEXT,
    request_id TEXT, idempotency_key TEXT) STRICT`,
  'CREATE INDEX events_type ON events (type, position)',
  `CREATE TABLE webhook_endpoints (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, object TEXT NOT NULL, secret TEXT NOT NULL) STRICT`,
  `CREATE TABLE webhook_deliveries (
    position INTEGER PRIMARY KEY, event_position INTEGER NOT NULL, endpoint_id TEXT NOT NULL, attempts INTEGER NOT NULL,
    next_at INTEGER, last_at INTEGER, result TEXT) STRICT`,
  'CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_at, position) WHERE next_at IS NOT NULL',
  'CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (event_position) WHERE next_at IS NOT NULL',
  `CREATE TABLE due_work (
    position INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, kind TEXT NOT NULL, object_id TEXT NOT NULL) STRICT`,
  'CREATE INDEX due_work_due ON due_work (due_at, position)',
]

/** Disputes and payouts. A payout's transactions are a range of positions: paying out a million of them writes one row. */
const THIRD = [
  objectTable('disputes'),
  memberIndex('disputes', 'charge'),
  memberIndex('disputes', 'payment_intent'),
  objectTable('payouts'),
  memberIndex('payouts', 'status'),
  `CREATE TABLE payout_ranges (
    payout_id TEXT PRIMARY KEY, currency TEXT NOT NULL, from_position INTEGER NOT NULL, until_position INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX payout_ranges_currency ON payout_ranges (currency, until_position)',
]

/** A column beside the JSON costs a charge a third of what an index into the JSON does. */
const memberColumn = (table: string, member: string) => [
  `DROP INDEX IF EXISTS ${table}_${member}`,
  `ALTER TABLE ${table} ADD COLUMN ${member} TEXT`,
  `UPDATE ${table} SET ${member} = object ->> '${member}'`,
  `CREATE INDEX ${table}_by_${member} ON ${table} (${member}, position) WHERE ${member} IS NOT NULL`,
]

const FOURTH = [
  ...memberColumn('charges', 'customer'),
  ...memberColumn('charges', 'payment_intent'),
  ...memberColumn('refunds', 'charge'),
  ...memberColumn('refunds', 'payment_intent'),
  ...memberColumn('balance_transactions', 'type'),
  ...memberColumn('balance_transactions', 'source'),
  ...memberColumn('balance_transactions', 'currency'),
  ...memberColumn('disputes', 'charge'),
  ...memberColumn('disputes', 'payment_intent'),
  ...memberColumn('payouts', 'status'),
]

/** Each is run once on a file, in this order; what is on a file is never changed here. */
const VERSIONS = [FIRST, SECOND, THIRD, FOURTH]

/** Brings the tables up to date. A kill in between leaves a whole version or none of it. */
export function createTables(statements: Statements): void {
  const { user_version = 0 } = statements.get<{ user_version: number }>('PRAGMA user_version') ?? {}
  for (let version = user_version; version < VERSIONS.length; version += 1) {
    statements.run('BEGIN IMMEDIATE')
    for (const sql of VERSIONS[version] ?? []) statements.run(sql)
    statements.run(`PRAGMA user_version = ${version + 1}`)
    statements.run('COMMIT')
  }
}

const POSITIONED = [
  'payment_intents',
  'charges',
  'refunds',
  'balance_transactions',
  'disputes',
  'payouts',
  'events',
  'webhook_endpoints',
  'webhook_deliveries',
  'due_work',
]

/** The newest position on file; 0 when there is none. */
export function readLastPosition(statements: Statements): number {
  const newest = POSITIONED.map((table) => `(SELECT coalesce(max(position), 0) FROM ${table})`)
  return statements.get<{ position: number }>(`SELECT max(${newest.join(', ')}) AS position`)?.position ?? 0
}
