import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import { checkBalanced } from '../domain/check-balanced.ts'
import type { LedgerTransaction } from '../domain/ledger.ts'

const INSERT_TRANSACTION = 'INSERT INTO ledger_transactions (id, source_event, payment_id, created_at) VALUES'
const INSERT_ENTRIES =
  'INSERT INTO ledger_entries (id, transaction_id, account, direction, amount, currency, created_at) VALUES'

/** Two statements, however many are posted. @throws when one does not balance, or its source event is posted already */
export async function postTransactions(connection: Connection, transactions: LedgerTransaction[]): Promise<void> {
  if (transactions.length === 0) return
  for (const transaction of transactions) checkBalanced(transaction)
  const heads = transactions.map(({ id, source_event, payment_id, created_at }) => {
    return [id, source_event, payment_id ?? NO_PAYMENT, created_at]
  })
  await insertRows(connection, INSERT_TRANSACTION, heads)
  await insertRows(connection, INSERT_ENTRIES, transactions.flatMap(toEntryRows))
}

/** What is of no payment: a payout. */
export const NO_PAYMENT = ''

const toEntryRows = ({ id: transaction_id, created_at, entries }: LedgerTransaction) =>
  entries.map(({ id, account, direction, amount, currency }) => {
    return [id, transaction_id, account, direction, amount, currency, created_at]
  })

export async function insertRows(connection: Connection, text: string, rows: (string | number | null)[][]) {
  const width = marks(rows[0]?.length ?? 0)
  return run(connection, `${text} ${rows.map(() => width).join(', ')}`, rows.flat())
}
