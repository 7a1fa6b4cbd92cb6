import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { OpenClaim, Subject } from '../deps.ts'
import type { Attempt } from '../domain/attempt.ts'
import { ATTEMPT_COLUMNS, type AttemptRow, fromAttemptRow } from './attempt-rows.ts'

const SELECT_DUE = `SELECT ${ATTEMPT_COLUMNS} FROM payment_attempts WHERE next_at <= ? ORDER BY next_at LIMIT ?`
const SELECT_OPEN = `SELECT ${ATTEMPT_COLUMNS} FROM payment_attempts WHERE payment_id = ? AND next_at IS NOT NULL`
type Kind = SqlDatabase<unknown>['kind']

/** Rows that another replica is claiming are passed over; SQLite has one writer at a time. */
const locking = (kind: Kind): string => (kind === 'mysql' ? ' FOR UPDATE SKIP LOCKED' : '')

export async function claimDue(transaction: Connection, { kind, now, limit, lease_end }: DueClaim): Promise<Attempt[]> {
  const rows = await select<AttemptRow>(transaction, SELECT_DUE + locking(kind), [now, limit])
  return takeOver(transaction, { rows, lease_end })
}

interface DueClaim {
  kind: Kind
  now: string
  limit: number
  lease_end: string
}

export async function claimOpen(transaction: Connection, { kind, lease_end, ...claim }: Claim): Promise<Attempt[]> {
  const { payment_id, refund_id, statuses } = claim
  const rows = await select<AttemptRow>(transaction, SELECT_OPEN + locking(kind), [payment_id])
  const wanted = rows.filter((row) => row.refund_id === refund_id && statuses.some((status) => status === row.status))
  return takeOver(transaction, { rows: wanted, lease_end })
}

type Claim = OpenClaim & { kind: Kind }

/** The attempt that waits, of a refund or of the payment as a whole. */
export async function findOpen(
  connection: Connection,
  { payment_id, refund_id }: Subject,
): Promise<Attempt | undefined> {
  const rows = await select<AttemptRow>(connection, SELECT_OPEN, [payment_id])
  const found = rows.find((row) => row.refund_id === refund_id && row.kind !== 'undo')
  return found && fromAttemptRow(found)
}

/** The higher fence shuts out whoever held the attempts before. */
async function takeOver(transaction: Connection, { rows, lease_end }: { rows: AttemptRow[]; lease_end: string }) {
  if (rows.length === 0) return []
  const text = `UPDATE payment_attempts SET fence = fence + 1, next_at = ? WHERE id IN ${marks(rows.length)}`
  await run(transaction, text, [lease_end, ...rows.map(({ id }) => id)])
  return rows.map((row) => fromAttemptRow({ ...row, fence: row.fence + 1, next_at: lease_end }))
}
