import { toTimestamp } from '@tradewind/service/runtime.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import { type Attempt, gatewayKeyOf } from '../domain/attempt.ts'

type Time = 'key_at' | 'sent_at' | 'created_at'

/** An attempt as a row: times are RFC 3339, `key_spent` is 0 or 1. */
export type AttemptRow = Omit<Attempt, Time | 'next_at' | 'key_spent'> &
  Record<Time, string> & { next_at: string | null; key_spent: number }

export const ATTEMPT_COLUMNS =
  'id, kind, payment_id, refund_id, status, fence, request, key_seq, key_at, key_spent, sent_at, next_at, tries, created_at'
const INSERT_ATTEMPT = `INSERT INTO payment_attempts (${ATTEMPT_COLUMNS}, gateway_key) VALUES ${marks(15)}`

export async function insertAttempt(connection: Connection, attempt: Attempt): Promise<void> {
  await run(connection, INSERT_ATTEMPT, toValues(attempt))
}

/** In the order of the columns, then the gateway key: what was sent under which key is to be seen in the table. */
function toValues(attempt: Attempt): (string | number | null)[] {
  const { id, kind, payment_id, refund_id, status, fence, request, key_seq, key_spent, tries } = attempt
  const what = [id, kind, payment_id, refund_id, status, fence, request]
  const key = [key_seq, toTimestamp(attempt.key_at), Number(key_spent), toTimestamp(attempt.sent_at)]
  return [...what, ...key, toTime(attempt.next_at), tries, toTimestamp(attempt.created_at), gatewayKeyOf(attempt)]
}

export function fromAttemptRow(row: AttemptRow): Attempt {
  return {
    ...row,
    key_at: Date.parse(row.key_at),
    key_spent: row.key_spent === 1,
    sent_at: Date.parse(row.sent_at),
    next_at: row.next_at === null ? null : Date.parse(row.next_at),
    created_at: Date.parse(row.created_at),
  }
}

export const toTime = (ms: number | null): string | null => (ms === null ? null : toTimestamp(ms))
