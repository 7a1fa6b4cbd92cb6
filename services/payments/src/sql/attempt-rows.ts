import { toTimestamp } from '@tradewind/service/runtime.ts'
import { type Attempt, gatewayKeyOf } from '../domain/attempt.ts'

type Time = 'key_at' | 'sent_at' | 'created_at'

/** An attempt as a row: times are RFC 3339, `key_spent` is 0 or 1. */
export type AttemptRow = Omit<Attempt, Time | 'next_at' | 'key_spent'> &
  Record<Time, string> & { next_at: string | null; key_spent: number }

export const ATTEMPT_COLUMNS =
  'id, payment_id, status, fence, request, key_seq, key_at, key_spent, sent_at, next_at, tries, created_at'

/** In the order of the columns, then the gateway key: what was sent under which key is to be seen in the table. */
export function toAttemptValues(attempt: Attempt): (string | number | null)[] {
  const { id, payment_id, status, fence, request, key_seq, key_at, key_spent, sent_at, tries, created_at } = attempt
  const [key_time, sent_time, created_time] = [key_at, sent_at, created_at].map(toTimestamp) as [string, string, string]
  const row = [id, payment_id, status, fence, request, key_seq, key_time, Number(key_spent), sent_time]
  return [...row, toTime(attempt.next_at), tries, created_time, gatewayKeyOf(attempt)]
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
