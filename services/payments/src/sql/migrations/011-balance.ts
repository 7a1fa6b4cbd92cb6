import type { MigrationStatement } from '@tradewind/sql/migrate.ts'

/** A copy of the gateway's balance: fees and payouts are posted from it, and payouts told apart. */
export const statements: MigrationStatement[] = [
  `CREATE TABLE balance_transactions (
    id VARCHAR(80) NOT NULL PRIMARY KEY,
    type VARCHAR(60) NOT NULL,
    amount BIGINT NOT NULL,
    fee BIGINT NOT NULL,
    net BIGINT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    source_ref VARCHAR(80),
    charge_ref VARCHAR(80),
    gateway_ref VARCHAR(80),
    payment_id VARCHAR(40),
    created_at VARCHAR(24) NOT NULL,
    payout_ref VARCHAR(80)
  )`,
  'CREATE INDEX balance_by_type ON balance_transactions (type, created_at, id)',
  'CREATE INDEX balance_by_payout ON balance_transactions (payout_ref, id)',
  'CREATE TABLE balance_cursor (name VARCHAR(20) NOT NULL PRIMARY KEY, created_at VARCHAR(24))',
  "INSERT INTO balance_cursor (name, created_at) VALUES ('import', NULL)",
  "INSERT INTO worker_leases (name, owner, lease_end) VALUES ('balance-import', '', '')",
]
