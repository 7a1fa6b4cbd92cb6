import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { Attempt, Handover } from '../deps.ts'
import type { Conclusion } from '../domain/conclude-attempt.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import { INSERT_CONTENTS, toContentValues } from './content-row.ts'
import { toJson } from './email-row.ts'
import { MAY_HAVE_ARRIVED } from './may-have-arrived.ts'
import type { Tables } from './tables.ts'

// Whoever claimed the email after us has counted the fence up: then nothing of ours is written.
const HAND_OVER = "UPDATE emails SET phase = 'handover', provider = ?, next_at = ? WHERE id = ? AND fence = ?"
const FINISH = `UPDATE emails SET status = ?, next_at = ?, attempt_count = ?, last_error = ?, updated_at = ?,
  phase = 'open', provider = ? WHERE id = ? AND fence = ?`
const BEGIN_ATTEMPT =
  "INSERT INTO email_attempts (email_id, number, provider, phase, started_at) VALUES (?, ?, ?, 'handover', ?)"
const END_ATTEMPT = 'UPDATE email_attempts SET outcome = ?, error = ?, ended_at = ? WHERE email_id = ? AND number = ?'
const ADD_ENDED = `INSERT INTO email_attempts (outcome, error, ended_at, email_id, number, provider, phase, started_at)
  VALUES (?, ?, ?, ?, ?, ?, 'open', ?)`

// What was erased while it was handed over cannot be sent again: there is nothing left to send.
const END_ERASED = `UPDATE emails SET next_at = NULL,
  status = CASE WHEN ${MAY_HAVE_ARRIVED} THEN 'failed' ELSE 'canceled' END WHERE id = ? AND erased_at IS NOT NULL`

/** The attempt, the content it sends and the phase in one commit, under the fence. */
export function handOver(database: SqlDatabase<Tables>, handover: Handover): Promise<boolean> {
  const { email, provider, content, now, lease_end } = handover
  return database.write(async (transaction) => {
    const { changed } = await run(transaction, HAND_OVER, [provider, lease_end, email.id, email.fence])
    if (changed === 0) return false
    if (content) await run(transaction, `${INSERT_CONTENTS} ${marks(5)}`, toContentValues(email.id, content))
    await run(transaction, BEGIN_ATTEMPT, [...attemptOf(email), provider, now])
    return true
  })
}

interface Finish {
  email: StoredEmail
  conclusion: Conclusion
  attempt: Attempt | null
}

/** The email's next state and the end of the attempt in one commit, under the fence. */
export function finish(database: SqlDatabase<Tables>, { email, conclusion, attempt }: Finish): Promise<boolean> {
  const { status, next_at, attempt_count, last_error, updated_at } = conclusion
  const values = [status, next_at, attempt_count, toJson(last_error), updated_at, attempt?.provider ?? email.provider]
  return database.write(async (transaction) => {
    const { changed } = await run(transaction, FINISH, [...values, email.id, email.fence])
    if (changed > 0 && attempt) await endAttempt(transaction, email, { ...attempt, now: updated_at })
    if (changed > 0 && next_at !== null) await run(transaction, END_ERASED, [email.id])
    return changed > 0
  })
}

async function endAttempt(transaction: Connection, email: StoredEmail, attempt: Attempt & { now: string }) {
  const { outcome, error, provider, now } = attempt
  const end = [outcome, toJson(error), now, ...attemptOf(email)]
  const { changed } = await run(transaction, END_ATTEMPT, end)
  if (changed === 0) await run(transaction, ADD_ENDED, [...end, provider, now])
}

/** The key of an attempt: its email and its number. */
const attemptOf = ({ id, attempt_count }: StoredEmail) => [id, attempt_count + 1]
