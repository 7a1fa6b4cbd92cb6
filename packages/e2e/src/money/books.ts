import { openDatabase } from '@tradewind/sql/database.ts'
import { select } from '@tradewind/sql/statement.ts'

/** What payments still has to do. */
const LEFT = `SELECT 'attempts' AS what, COUNT(*) AS n FROM payment_attempts WHERE next_at IS NOT NULL
  UNION ALL SELECT 'payments', COUNT(*) FROM payments WHERE status = 'processing'
  UNION ALL SELECT 'refunds', COUNT(*) FROM refunds WHERE status = 'processing'
  UNION ALL SELECT 'reserved', COUNT(*) FROM payments WHERE amount_refund_pending <> 0
  UNION ALL SELECT 'notices', COUNT(*) FROM gateway_events WHERE status IN ('received', 'parked')
  UNION ALL SELECT 'events', COUNT(*) FROM payment_events WHERE next_at IS NOT NULL
  UNION ALL SELECT 'strays', COUNT(*) FROM stray_charges WHERE status NOT IN ('voided', 'refunded')
  UNION ALL SELECT 'unsealed', COUNT(*) FROM ledger_chain WHERE seal_sequence IS NULL`
const SUMS = `SELECT account, SUM(CASE direction WHEN 'debit' THEN amount ELSE -amount END) AS balance
  FROM ledger_entries GROUP BY account`

/** The tables of payments, which a test may look into where no service may. */
export interface Books {
  /** Counts above zero. */
  readLeft(): Promise<Record<string, number>>
  /** What each account holds, debits above zero. */
  readBalances(): Promise<Record<string, number>>
  close(): Promise<void>
}

export async function openBooks(database_url: string): Promise<Books> {
  const database = await openDatabase<unknown>(database_url)
  return {
    async readLeft() {
      const rows = await database.read((connection) => select<{ what: string; n: number }>(connection, LEFT, []))
      return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]).filter(([, n]) => n !== 0))
    },
    async readBalances() {
      const rows = await database.read((connection) => select<Sum>(connection, SUMS, []))
      return Object.fromEntries(rows.map(({ account, balance }) => [account, Number(balance)]))
    },
    close: () => database.close(),
  }
}

interface Sum {
  account: string
  balance: number
}
