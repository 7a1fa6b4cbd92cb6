import { type Connection, run, select } from '@tradewind/sql/statement.ts'
import type { Resolution, StoredBreak } from '../reconciliation-deps.ts'
import { insertAudit } from './audit-log.ts'

const BREAK = `SELECT id, run_id, type, subject, payment_id, gateway_ref, charge_ref, expected, actual, created_at, resolved_at,
  resolved_by, note FROM recon_breaks`
const RESOLVE = `UPDATE recon_breaks SET resolved_at = ?, resolved_by = ?, note = ?
  WHERE type = ? AND subject = ? AND resolved_at IS NULL`
/** One that several runs have found is one. */
const OPEN = `SELECT COUNT(*) AS n FROM
  (SELECT type, subject FROM recon_breaks WHERE resolved_at IS NULL GROUP BY type, subject) b`

const fromRow = (row: StoredBreak): StoredBreak => ({
  ...row,
  expected: JSON.parse(String(row.expected)),
  actual: JSON.parse(String(row.actual)),
})

export async function listBreaks(
  connection: Connection,
  { run_id, after, limit }: { run_id: string; after: string; limit: number },
) {
  const text = `${BREAK} WHERE run_id = ? AND id > ? ORDER BY id LIMIT ?`
  return (await select<StoredBreak>(connection, text, [run_id, after, limit])).map(fromRow)
}

export async function findBreak(connection: Connection, { run_id, id }: { run_id: string; id: string }) {
  const [row] = await select<StoredBreak>(connection, `${BREAK} WHERE run_id = ? AND id = ?`, [run_id, id])
  return row && fromRow(row)
}

/** All that is open of it, whichever run found it; the audit line is written only by who resolves it. */
export async function resolveBreak(transaction: Connection, resolution: Resolution): Promise<boolean> {
  const { note, audit } = resolution
  const { id, type, subject } = resolution.break
  const { changed } = await run(transaction, RESOLVE, [audit.at, audit.actor, note, type, subject])
  if (changed === 0) return false
  await insertAudit(transaction, { ...audit, action: 'break.resolved', object_id: id, detail: { type, subject, note } })
  return true
}

export async function countOpenBreaks(connection: Connection): Promise<number> {
  const [row] = await select<{ n: number }>(connection, OPEN, [])
  return Number(row?.n ?? 0)
}
