import type { MigrationStatement } from '@tradewind/sql/migrate.ts'
import { statements as payments } from './001-payments.ts'
import { statements as refundsAndEvents } from './002-refunds-and-events.ts'
import { statements as ledgerSeals } from './010-ledger-seals.ts'
import { statements as balance } from './011-balance.ts'
import { statements as reconciliation } from './012-reconciliation.ts'
import { statements as plans } from './020-plans.ts'

/** In order; what has run somewhere is never changed. */
export const migrations: Record<string, MigrationStatement[]> = {
  '001-payments': payments,
  '002-refunds-and-events': refundsAndEvents,
  '010-ledger-seals': ledgerSeals,
  '011-balance': balance,
  '012-reconciliation': reconciliation,
  '020-plans': plans,
}
