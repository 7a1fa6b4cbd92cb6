import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { Kysely } from 'kysely'
import type { Attempt, Handover } from '../deps.ts'
import type { Conclusion } from '../domain/conclude-attempt.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import type { Tables } from './tables.ts'

/** The attempt, the content it sends and the phase in one commit, under the fence. */
export function handOver(database: SqlDatabase<Tables>, handover: Handover): Promise<boolean> {
  const { email, provider, content, now, lease_end } = handover
  return database.write(async (transaction) => {
    const held = await updateFenced(transaction, email, { phase: 'handover', provider, next_at: lease_end })
    if (!held) return false
    if (content) {
      const row = { email_id: email.id, ...content }
      await transaction.insertInto('email_contents').values(row).execute()
    }
    await transaction
      .insertInto('email_attempts')
      .values({ ...attemptOf(email), provider, phase: 'handover', started_at: now })
      .execute()
    return true
  })
}

/** The email's next state and the end of the attempt in one commit, under the fence. */
export function finish(
  database: SqlDatabase<Tables>,
  { email, conclusion, attempt }: { email: StoredEmail; conclusion: Conclusion; attempt: Attempt | null },
): Promise<boolean> {
  return database.write(async (transaction) => {
    const provider = attempt?.provider ?? email.provider
    const last_error = conclusion.last_error && JSON.stringify(conclusion.last_error)
    const held = await updateFenced(transaction, email, { ...conclusion, last_error, phase: 'open', provider })
    if (held && attempt) await endAttempt(transaction, email, { ...attempt, now: conclusion.updated_at })
    return held
  })
}

async function endAttempt(transaction: Kysely<Tables>, email: StoredEmail, attempt: Attempt & { now: string }) {
  const { outcome, provider, now } = attempt
  const end = { outcome, error: attempt.error && JSON.stringify(attempt.error), ended_at: now }
  const { email_id, number } = attemptOf(email)
  const { numUpdatedRows } = await transaction
    .updateTable('email_attempts')
    .set(end)
    .where('email_id', '=', email_id)
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows > 0n) return
  const row = { email_id, number, provider, phase: 'open', started_at: now, ...end }
  await transaction.insertInto('email_attempts').values(row).execute()
}

const attemptOf = ({ id, attempt_count }: StoredEmail) => ({ email_id: id, number: attempt_count + 1 })

type Change = Partial<Omit<Tables['emails'], 'id' | 'fence'>>

/** Whoever claimed the email after us has counted the fence up: then nothing of ours is written. */
async function updateFenced(transaction: Kysely<Tables>, { id, fence }: StoredEmail, change: Change): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('emails')
    .set(change)
    .where('id', '=', id)
    .where('fence', '=', fence)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
