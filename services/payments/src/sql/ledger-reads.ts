import { lowestIdAt } from '@tradewind/service/ids.ts'
import { type Connection, select } from '@tradewind/sql/statement.ts'
import type { Account, Entry, EntryPage } from '../ledger-deps.ts'
import { NO_PAYMENT } from './post-transaction.ts'

/** The stored sums reach to the last block; what is in none yet is added. One statement, so that no block falls between. */
const ACCOUNTS = `SELECT s.account, a.grows_by, s.currency, SUM(s.debits) AS debits, SUM(s.credits) AS credits FROM (
    SELECT account, currency, debits, credits FROM ledger_balances
    UNION ALL
    SELECT e.account, e.currency, CASE e.direction WHEN 'debit' THEN e.amount ELSE 0 END,
      CASE e.direction WHEN 'credit' THEN e.amount ELSE 0 END
    FROM ledger_chain c JOIN ledger_entries e ON e.transaction_id = c.transaction_id WHERE c.seal_sequence IS NULL
  ) s JOIN ledger_accounts a ON a.account = s.account
  GROUP BY s.account, a.grows_by, s.currency ORDER BY s.account, s.currency`

const ENTRIES = `SELECT e.id, e.transaction_id, t.payment_id, e.account, e.direction, e.amount, e.currency, e.created_at
  FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id`

/** An id is made right after the time its row bears; a clock that is set back in between is forgiven so much. */
const CLOCK_STEP_MS = 60_000

export async function listAccounts(connection: Connection): Promise<Account[]> {
  const rows = await select<Account>(connection, ACCOUNTS, [])
  return rows.map((row) => ({ ...row, debits: Number(row.debits), credits: Number(row.credits) }))
}

export async function listEntries(connection: Connection, page: EntryPage): Promise<Entry[]> {
  const conditions = toConditions(page)
  const where = conditions.length > 0 ? `WHERE ${conditions.map(([clause]) => clause).join(' AND ')}` : ''
  const params = conditions.map(([, value]) => value)
  const text = `${ENTRIES} ${where} ORDER BY e.id DESC LIMIT ?`
  const rows = await select<Entry>(connection, text, [...params, page.limit])
  return rows.map((row) => ({ ...row, amount: Number(row.amount), payment_id: readPaymentId(row.payment_id) }))
}

function toConditions({ account, payment_id, transaction_id, from, until, before_id }: EntryPage): [string, string][] {
  const given: [string, string | undefined][] = [
    ['e.account = ?', account],
    ['t.payment_id = ?', payment_id],
    ['e.transaction_id = ?', transaction_id],
    ['e.id < ?', before_id],
    ['e.created_at >= ?', from],
    ['e.created_at < ?', until],
    ['e.id >= ?', from && lowestIdAt('le', Date.parse(from) - CLOCK_STEP_MS)],
    ['e.id < ?', until && lowestIdAt('le', Date.parse(until) + CLOCK_STEP_MS)],
  ]
  return given.filter((condition): condition is [string, string] => condition[1] !== undefined)
}

const readPaymentId = (payment_id: string | null): string | null => (payment_id === NO_PAYMENT ? null : payment_id)
