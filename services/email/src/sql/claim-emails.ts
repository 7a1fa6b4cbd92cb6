import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { Kysely } from 'kysely'
import type { EmailStore } from '../deps.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import { fromEmailRow } from './email-row.ts'
import type { EmailRow, Tables } from './tables.ts'

type Claim = Parameters<EmailStore['claim']>[0]

/** Takes what is due. Looks first without a lock: an idle queue costs one read and no commit. */
export async function claimEmails(database: SqlDatabase<Tables>, claim: Claim): Promise<StoredEmail[]> {
  const due = await database.read((connection) =>
    fromDue(connection, { ...claim, limit: 1 })
      .select('id')
      .execute(),
  )
  if (due.length === 0) return []
  const take = database.kind === 'mysql' ? takeLocked : takeGuarded
  const rows = await database.write((transaction) => take(transaction, claim))
  return rows.map(fromEmailRow)
}

const fromDue = (connection: Kysely<Tables>, { lane, now, limit }: Claim) =>
  connection.selectFrom('emails').where('lane', '=', lane).where('next_at', '<=', now).orderBy('next_at').limit(limit)

/** MySQL: what another replica is just taking is passed over, not waited for. */
async function takeLocked(transaction: Kysely<Tables>, claim: Claim): Promise<EmailRow[]> {
  const rows = await fromDue(transaction, claim).selectAll().forUpdate().skipLocked().execute()
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  await updateClaimed(transaction, claim).where('id', 'in', ids).execute()
  return rows.map((row) => ({ ...row, status: 'sending', fence: row.fence + 1, next_at: claim.lease_end }))
}

/** SQLite has one writer: the statement itself is the lock. */
function takeGuarded(transaction: Kysely<Tables>, claim: Claim): Promise<EmailRow[]> {
  return updateClaimed(transaction, claim)
    .where('id', 'in', fromDue(transaction, claim).select('id'))
    .returningAll()
    .execute()
}

const updateClaimed = (transaction: Kysely<Tables>, { lease_end, now }: Claim) =>
  transaction
    .updateTable('emails')
    .set((row) => ({ status: 'sending', fence: row('fence', '+', 1), next_at: lease_end, updated_at: now }))
