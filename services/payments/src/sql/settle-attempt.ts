import { type Connection, run } from '@tradewind/sql/statement.ts'
import type { Settlement } from '../deps.ts'
import type { Attempt } from '../domain/attempt.ts'
import { toTime } from './attempt-rows.ts'
import { writeChange } from './write-change.ts'

const UPDATE_ATTEMPT =
  'UPDATE payment_attempts SET status = ?, next_at = ?, tries = ?, key_spent = ? WHERE id = ? AND fence = ?'

/** The fence first: who has lost the attempt writes nothing at all. */
export async function settleAttempt(transaction: Connection, { attempt, ...change }: Settlement): Promise<boolean> {
  if (!(await updateAttempt(transaction, attempt))) return false
  // What is stale is thrown, so that the attempt stays open and is settled again on what is there now.
  await writeChange(transaction, change)
  return true
}

export async function updateAttempt(connection: Connection, attempt: Attempt): Promise<boolean> {
  const { id, fence, status, next_at, tries, key_spent } = attempt
  const values = [status, toTime(next_at), tries, Number(key_spent)]
  const { changed } = await run(connection, UPDATE_ATTEMPT, [...values, id, fence])
  return changed === 1
}
