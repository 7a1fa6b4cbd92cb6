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
  '003-lists': [
    ...['status', 'payment_status', 'fulfillment_status', 'customer_id', 'email', 'search_terms'].map(
      (column) => `ALTER TABLE orders ADD COLUMN ${column} TEXT`,
    ),
    ...['number', 'total', 'event_count'].map((column) => `ALTER TABLE orders ADD COLUMN ${column} INTEGER`),
    `UPDATE orders SET
      status = json_extract(document, '$.status'),
      payment_status = json_extract(document, '$.payment_status'),
      fulfillment_status = json_extract(document, '$.fulfillment_status'),
      customer_id = json_extract(document, '$.customer.id'),
      email = lower(json_extract(document, '$.customer.email')),
      number = json_extract(document, '$.number'),
      total = json_extract(document, '$.total'),
      event_count = json_array_length(document, '$.events')`,
    'CREATE INDEX orders_by_state ON orders (status, payment_status, fulfillment_status, id)',
    'CREATE INDEX orders_by_customer_id ON orders (customer_id, id) WHERE customer_id IS NOT NULL',
    `CREATE INDEX orders_by_external_reference ON orders (external_reference, id) WHERE external_reference IS NOT NULL`,
    'CREATE INDEX orders_by_email ON orders (email, id)',
    'CREATE INDEX orders_by_number ON orders (number, id)',
    'CREATE INDEX orders_by_total ON orders (total, id)',
    'CREATE TABLE order_terms (term TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (term, id)) WITHOUT ROWID',
    // Orders from before there was a search; no new one is among them.
    'CREATE INDEX orders_without_terms ON orders (id) WHERE search_terms IS NULL',
    "INSERT INTO counters (name, next) VALUES ('terms_of_event', 1)",
  ],
  '004-events': [
    `CREATE TABLE events (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      order_id TEXT NOT NULL,
      type TEXT NOT NULL,
      created_at TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      data TEXT NOT NULL
    )`,
    `INSERT INTO events (id, order_id, type, created_at, sequence, data)
      SELECT event.value ->> 'id', orders.id, event.value ->> 'type', event.value ->> 'created_at',
        event.value ->> 'sequence', event.value -> 'data'
      FROM orders, json_each(orders.document, '$.events') AS event ORDER BY event.value ->> 'id'`,
  ],
  '005-leases': ['CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID'],
  '006-fulfillments': [
    'ALTER TABLE orders ADD COLUMN pickable_at TEXT',
    `UPDATE orders SET pickable_at = document ->> 'created_at'
      WHERE document ->> 'status' = 'confirmed' AND document ->> 'payment_status' IN ('authorized', 'captured')`,
    'CREATE INDEX orders_pickable ON orders (pickable_at, id) WHERE pickable_at IS NOT NULL',
    `CREATE TABLE fulfillments (
      id TEXT PRIMARY KEY,
      order_id TEXT NOT NULL,
      status TEXT NOT NULL,
      picker TEXT
    ) WITHOUT ROWID`,
    'CREATE INDEX fulfillments_by_status ON fulfillments (status, order_id)',
    'CREATE INDEX fulfillments_by_picker ON fulfillments (picker, status, order_id) WHERE picker IS NOT NULL',
    'CREATE TABLE claim_keys (key TEXT PRIMARY KEY, order_id TEXT NOT NULL) WITHOUT ROWID',
  ],
  '007-erasures': [
    `CREATE TABLE erasures (
      customer_id TEXT PRIMARY KEY,
      status TEXT NOT NULL,
      requested_at TEXT NOT NULL,
      done_at TEXT
    )`,
    "CREATE INDEX erasures_running ON erasures (requested_at) WHERE status = 'running'",
  ],
}
