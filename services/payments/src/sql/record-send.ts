import { toTimestamp } from '@tradewind/service/runtime.ts'
import { type Connection, run } from '@tradewind/sql/statement.ts'
import { type Attempt, gatewayKeyOf } from '../domain/attempt.ts'
import { toTime } from './attempt-rows.ts'

const RECORD_SEND = `UPDATE payment_attempts SET status = ?, key_seq = ?, gateway_key = ?, key_at = ?, key_spent = ?,
  sent_at = ?, next_at = ? WHERE id = ? AND fence = ?`

/** Under which key it is sent, and when: written down before it is sent. False when the attempt is someone else's. */
export async function recordSend(connection: Connection, attempt: Attempt): Promise<boolean> {
  const { id, fence, status, key_seq, key_at, key_spent, sent_at, next_at } = attempt
  const key = [key_seq, gatewayKeyOf(attempt), toTimestamp(key_at), Number(key_spent)]
  const values = [status, ...key, toTimestamp(sent_at), toTime(next_at)]
  const { changed } = await run(connection, RECORD_SEND, [...values, id, fence])
  return changed === 1
}
