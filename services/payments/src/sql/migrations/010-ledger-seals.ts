import type { MigrationStatement } from '@tradewind/sql/migrate.ts'
import { refuse } from './refuse.ts'

/** A transaction joins a block once. */
const refuseUnsealing: MigrationStatement = {
  mysql: `CREATE TRIGGER ledger_chain_no_update BEFORE UPDATE ON ledger_chain FOR EACH ROW BEGIN
    IF OLD.seal_sequence IS NOT NULL THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_chain is append-only'; END IF; END`,
  sqlite: `CREATE TRIGGER ledger_chain_no_update BEFORE UPDATE ON ledger_chain WHEN OLD.seal_sequence IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'ledger_chain is append-only'); END`,
}

/**
 * The chain over the ledger. A trigger puts each transaction into `ledger_chain` in its own commit, without a block:
 * so the sealer finds it whenever that commit comes, whatever its id, and also that of a replica of the version before.
 */
export const statements: MigrationStatement[] = [
  `CREATE TABLE ledger_seals (
    sequence BIGINT NOT NULL PRIMARY KEY,
    previous_hash VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    transactions INTEGER NOT NULL,
    sealed_at VARCHAR(24) NOT NULL
  )`,
  'CREATE TABLE ledger_chain (transaction_id VARCHAR(40) NOT NULL PRIMARY KEY, seal_sequence BIGINT)',
  'CREATE INDEX chain_by_seal ON ledger_chain (seal_sequence, transaction_id)',
  `CREATE TRIGGER ledger_transactions_chained AFTER INSERT ON ledger_transactions FOR EACH ROW
    BEGIN INSERT INTO ledger_chain (transaction_id) VALUES (NEW.id); END`,
  `INSERT INTO ledger_chain (transaction_id) SELECT id FROM ledger_transactions
    WHERE id NOT IN (SELECT transaction_id FROM ledger_chain)`,
  // What is sealed, summed up; the sealer alone writes here, so no charge waits for another.
  `CREATE TABLE ledger_balances (
    account VARCHAR(40) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    debits BIGINT NOT NULL,
    credits BIGINT NOT NULL,
    PRIMARY KEY (account, currency)
  )`,
  // Who of several replicas does a work that one does.
  `CREATE TABLE worker_leases (
    name VARCHAR(40) NOT NULL PRIMARY KEY,
    owner VARCHAR(40) NOT NULL,
    lease_end VARCHAR(24) NOT NULL
  )`,
  "INSERT INTO worker_leases (name, owner, lease_end) VALUES ('ledger-seals', '', '')",
  'CREATE INDEX entries_by_account ON ledger_entries (account, id)',
  'CREATE INDEX transactions_by_payment ON ledger_transactions (payment_id, id)',
  refuse('UPDATE', 'ledger_transactions'),
  refuse('DELETE', 'ledger_transactions'),
  refuse('UPDATE', 'ledger_entries'),
  refuse('DELETE', 'ledger_entries'),
  refuse('UPDATE', 'ledger_seals'),
  refuse('DELETE', 'ledger_seals'),
  refuseUnsealing,
  refuse('DELETE', 'ledger_chain'),
]
