/** Times are RFC 3339 text (UTC, milliseconds): it sorts as time does. Amounts are minor units. */
export const statements: string[] = [
  `CREATE TABLE payments (
    id VARCHAR(40) NOT NULL PRIMARY KEY,
    order_id VARCHAR(40) NOT NULL,
    customer_id VARCHAR(64),
    amount BIGINT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    capture_method VARCHAR(16) NOT NULL,
    status VARCHAR(20) NOT NULL,
    amount_capturable BIGINT NOT NULL,
    amount_captured BIGINT NOT NULL,
    amount_refunded BIGINT NOT NULL,
    amount_refund_pending BIGINT NOT NULL,
    payment_method TEXT NOT NULL,
    gateway VARCHAR(20) NOT NULL,
    gateway_ref VARCHAR(255),
    next_action TEXT,
    last_error TEXT,
    capture_before VARCHAR(24),
    metadata MEDIUMTEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(24) NOT NULL,
    updated_at VARCHAR(24) NOT NULL,
    live_order VARCHAR(40) GENERATED ALWAYS AS
      (CASE WHEN status IN ('failed', 'canceled') THEN NULL ELSE order_id END) STORED,
    CONSTRAINT payments_live_order UNIQUE (live_order),
    CONSTRAINT payments_amount CHECK (amount > 0),
    CONSTRAINT payments_captured CHECK (amount_captured >= 0 AND amount_captured <= amount),
    CONSTRAINT payments_capturable CHECK (amount_capturable >= 0 AND amount_captured + amount_capturable <= amount),
    CONSTRAINT payments_refunded CHECK
      (amount_refunded >= 0 AND amount_refund_pending >= 0 AND amount_refunded + amount_refund_pending <= amount_captured)
  )`,
  'CREATE INDEX payments_by_order ON payments (order_id, id)',
  `CREATE TABLE payment_attempts (
    id VARCHAR(40) NOT NULL PRIMARY KEY,
    payment_id VARCHAR(40) NOT NULL,
    status VARCHAR(20) NOT NULL,
    fence INTEGER NOT NULL,
    request MEDIUMTEXT NOT NULL,
    key_seq INTEGER NOT NULL,
    gateway_key VARCHAR(80) NOT NULL,
    key_at VARCHAR(24) NOT NULL,
    key_spent INTEGER NOT NULL,
    sent_at VARCHAR(24) NOT NULL,
    next_at VARCHAR(24),
    tries INTEGER NOT NULL,
    created_at VARCHAR(24) NOT NULL,
    CONSTRAINT attempts_open CHECK ((next_at IS NOT NULL) = (status IN ('pending', 'sent', 'unknown')))
  )`,
  'CREATE INDEX attempts_due ON payment_attempts (next_at)',
  'CREATE INDEX attempts_by_payment ON payment_attempts (payment_id)',
  `CREATE TABLE idempotency_keys (
    client_id VARCHAR(40) NOT NULL,
    idempotency_key VARCHAR(255) NOT NULL,
    request_hash VARCHAR(64) NOT NULL,
    payment_id VARCHAR(40) NOT NULL,
    created_at VARCHAR(24) NOT NULL,
    PRIMARY KEY (client_id, idempotency_key)
  )`,
  `CREATE TABLE ledger_accounts (
    account VARCHAR(40) NOT NULL PRIMARY KEY,
    grows_by VARCHAR(6) NOT NULL,
    CONSTRAINT accounts_grows_by CHECK (grows_by IN ('debit', 'credit'))
  )`,
  "INSERT INTO ledger_accounts (account, grows_by) VALUES ('gateway_receivable', 'debit'), ('order_revenue', 'credit')",
  `CREATE TABLE ledger_transactions (
    id VARCHAR(40) NOT NULL PRIMARY KEY,
    source_event VARCHAR(300) NOT NULL,
    payment_id VARCHAR(40) NOT NULL,
    created_at VARCHAR(24) NOT NULL,
    CONSTRAINT transactions_source UNIQUE (source_event)
  )`,
  `CREATE TABLE ledger_entries (
    id VARCHAR(40) NOT NULL PRIMARY KEY,
    transaction_id VARCHAR(40) NOT NULL,
    account VARCHAR(40) NOT NULL,
    direction VARCHAR(6) NOT NULL,
    amount BIGINT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    created_at VARCHAR(24) NOT NULL,
    CONSTRAINT entries_amount CHECK (amount > 0),
    CONSTRAINT entries_direction CHECK (direction IN ('debit', 'credit')),
    CONSTRAINT entries_account FOREIGN KEY (account) REFERENCES ledger_accounts (account)
  )`,
  'CREATE INDEX entries_by_transaction ON ledger_entries (transaction_id)',
]
