import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { BalanceTransaction } from '../domain/balance-transaction.ts'
import type { LedgerTransaction } from '../domain/ledger.ts'
import { BALANCE_COLUMNS } from './balance-reads.ts'
import { insertRows, postTransactions } from './post-transaction.ts'

const INSERT = `INSERT INTO balance_transactions (${BALANCE_COLUMNS}) VALUES`
const MARK = 'UPDATE balance_transactions SET payout_ref = ? WHERE id IN'

interface Imported {
  movements: BalanceTransaction[]
  transactions: LedgerTransaction[]
}

/** The copy first: its key refuses what another one has imported meanwhile. */
export async function addMovements(transaction: Connection, { movements, transactions }: Imported): Promise<void> {
  await insertRows(transaction, INSERT, movements.map(toMovementValues))
  await postTransactions(transaction, transactions)
}

/** In the order of the columns. */
export function toMovementValues(movement: BalanceTransaction): (string | number | null)[] {
  const { id, type, amount, fee, net, currency, source_ref, charge_ref, gateway_ref, payment_id, created_at } = movement
  return [id, type, amount, fee, net, currency, source_ref, charge_ref, gateway_ref, payment_id, created_at]
}

export async function markPaidOut(connection: Connection, { ids, payout_ref }: PaidOut): Promise<void> {
  if (ids.length > 0) await run(connection, `${MARK} ${marks(ids.length)}`, [payout_ref, ...ids])
}

interface PaidOut {
  ids: string[]
  payout_ref: string
}
