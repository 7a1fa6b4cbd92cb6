import { type Connection, select } from '@tradewind/sql/statement.ts'
import type { AccountSum } from '../domain/account-sums.ts'
import type { LedgerRow, Seal } from '../domain/seal.ts'
import type { Chained } from '../ledger-deps.ts'

const SEAL = 'SELECT sequence, previous_hash, hash, transactions, sealed_at FROM ledger_seals'
const HAS_UNSEALED = 'SELECT transaction_id FROM ledger_chain WHERE seal_sequence IS NULL LIMIT 1'
const COUNT_UNSEALED = 'SELECT COUNT(*) AS n FROM ledger_chain WHERE seal_sequence IS NULL'

/** From the chain outwards: what was deleted shows as null, and changes the hash. */
const rowsOf = (chain: string): string => `SELECT c.transaction_id, t.source_event, t.payment_id, t.created_at,
    e.id AS entry_id, e.account, e.direction, e.amount, e.currency, e.created_at AS entry_created_at
  FROM ${chain} c LEFT JOIN ledger_transactions t ON t.id = c.transaction_id
    LEFT JOIN ledger_entries e ON e.transaction_id = c.transaction_id ORDER BY c.transaction_id, e.id`
const UNSEALED = rowsOf(
  '(SELECT transaction_id FROM ledger_chain WHERE seal_sequence IS NULL ORDER BY transaction_id LIMIT ?)',
)
const SEALED = rowsOf('(SELECT transaction_id FROM ledger_chain WHERE seal_sequence = ?)')

/** The block and its sums commit together: one statement sees both or neither. */
const SUMS = `SELECT h.sequence, b.account, b.currency, b.debits, b.credits
  FROM (SELECT COALESCE(MAX(sequence), 0) AS sequence FROM ledger_seals) h LEFT JOIN ledger_balances b ON 1 = 1`

const CHAINED = {
  transactions: `SELECT t.id, t.id AS transaction_id, c.transaction_id AS chained FROM
    (SELECT id FROM ledger_transactions WHERE id > ? ORDER BY id LIMIT ?) t
    LEFT JOIN ledger_chain c ON c.transaction_id = t.id ORDER BY t.id`,
  entries: `SELECT e.id, e.transaction_id, c.transaction_id AS chained FROM
    (SELECT id, transaction_id FROM ledger_entries WHERE id > ? ORDER BY id LIMIT ?) e
    LEFT JOIN ledger_chain c ON c.transaction_id = e.transaction_id ORDER BY e.id`,
}

export async function lastSeal(connection: Connection): Promise<Seal | undefined> {
  const [seal] = await select<Seal>(connection, `${SEAL} ORDER BY sequence DESC LIMIT 1`, [])
  return seal && fromSealRow(seal)
}

export async function hasUnsealed(connection: Connection): Promise<boolean> {
  return (await select(connection, HAS_UNSEALED, [])).length > 0
}

export async function countUnsealed(connection: Connection): Promise<number> {
  const [row] = await select<{ n: number }>(connection, COUNT_UNSEALED, [])
  return Number(row?.n ?? 0)
}

export async function readUnsealed(connection: Connection, limit: number): Promise<LedgerRow[]> {
  return (await select<LedgerRow>(connection, UNSEALED, [limit])).map(fromRow)
}

export async function readSealed(connection: Connection, sequence: number): Promise<LedgerRow[]> {
  return (await select<LedgerRow>(connection, SEALED, [sequence])).map(fromRow)
}

export async function readSeals(connection: Connection, { after, limit }: { after: number; limit: number }) {
  const seals = await select<Seal>(connection, `${SEAL} WHERE sequence > ? ORDER BY sequence LIMIT ?`, [after, limit])
  return seals.map(fromSealRow)
}

export async function readSums(connection: Connection): Promise<{ sequence: number; sums: AccountSum[] }> {
  const rows = await select<SumRow>(connection, SUMS, [])
  const sums = rows.flatMap(({ account, currency, debits, credits }) =>
    account === null ? [] : [{ account, currency, debits: Number(debits), credits: Number(credits) }],
  )
  return { sequence: Number(rows[0]?.sequence ?? 0), sums }
}

type SumRow = { sequence: number } & Omit<AccountSum, 'account'> & { account: string | null }

export async function readChained(connection: Connection, { of, after, limit }: ChainedPage): Promise<Chained[]> {
  return select<Chained>(connection, CHAINED[of], [after, limit])
}

interface ChainedPage {
  of: keyof typeof CHAINED
  after: string
  limit: number
}

/** BIGINT comes as text when it is large. */
const fromSealRow = (row: Seal): Seal => ({ ...row, sequence: Number(row.sequence) })
const fromRow = (row: LedgerRow): LedgerRow => ({ ...row, amount: row.amount === null ? null : Number(row.amount) })
