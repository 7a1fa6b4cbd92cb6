import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { EmailStore } from '../deps.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import { EMAIL_COLUMNS, fromEmailRow } from './email-row.ts'
import type { EmailRow, Tables } from './tables.ts'

type Claim = Parameters<EmailStore['claim']>[0]

const DUE = 'FROM emails WHERE lane = ? AND next_at <= ? ORDER BY next_at LIMIT ?'
const SELECT_LOCKED = `SELECT ${EMAIL_COLUMNS} ${DUE} FOR UPDATE SKIP LOCKED`
const UPDATE_CLAIMED =
  "UPDATE emails SET status = 'sending', fence = fence + 1, next_at = ?, updated_at = ? WHERE id IN"
const UPDATE_DUE = `${UPDATE_CLAIMED} (SELECT id ${DUE}) RETURNING ${EMAIL_COLUMNS}`

/** Takes what is due. Looks first without a lock: an idle queue costs one read and no commit. */
export async function claimEmails(database: SqlDatabase<Tables>, claim: Claim): Promise<StoredEmail[]> {
  const due = await database.read((connection) => select(connection, `SELECT id ${DUE}`, [claim.lane, claim.now, 1]))
  if (due.length === 0) return []
  const take = database.kind === 'mysql' ? takeLocked : takeGuarded
  const rows = await database.write((transaction) => take(transaction, claim))
  return rows.map(fromEmailRow)
}

/** MySQL: what another replica is just taking is passed over, not waited for. */
async function takeLocked(transaction: Connection, { lane, now, limit, lease_end }: Claim): Promise<EmailRow[]> {
  const rows = await select<EmailRow>(transaction, SELECT_LOCKED, [lane, now, limit])
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  await run(transaction, `${UPDATE_CLAIMED} ${marks(ids.length)}`, [lease_end, now, ...ids])
  return rows.map((row) => ({ ...row, status: 'sending', fence: row.fence + 1, next_at: lease_end }))
}

/** SQLite has one writer: the statement itself is the lock. */
function takeGuarded(transaction: Connection, { lane, now, limit, lease_end }: Claim): Promise<EmailRow[]> {
  return select<EmailRow>(transaction, UPDATE_DUE, [lease_end, now, lane, now, limit])
}
