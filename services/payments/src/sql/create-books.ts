import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { Books } from '../ledger-deps.ts'
import { createAuditLog } from './audit-log.ts'
import { createBalanceStore } from './balance-store.ts'
import { createLeaseStore } from './lease-store.ts'
import { createLedgerStore } from './ledger-store.ts'
import { createReconciliationStore } from './recon-store.ts'

/** The books beside the payments, on the same database. */
export function createBooks(database: SqlDatabase<unknown>): Books {
  return {
    ledger: createLedgerStore(database),
    leases: createLeaseStore(database),
    balance: createBalanceStore(database),
    reconciliation: createReconciliationStore(database),
    audit: createAuditLog(database),
  }
}
