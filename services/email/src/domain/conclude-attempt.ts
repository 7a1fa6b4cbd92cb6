import type { Email, EmailStatus } from '@tradewind/contracts/emails.ts'
import { backoff_ms } from '@tradewind/service/backoff.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Outcome, SendError } from './outcome.ts'

const HOUR_S = 3600
/** 30 s, 2 m, 10 m, 30 m, 1 h, 2 h, 4 h, 8 h, 12 h, then daily. */
const RETRY_STEPS_S = [30, 120, 600, 1800, ...[1, 2, 4, 8, 12, 24].map((hours) => hours * HOUR_S)]

/** What an attempt makes of its email; always back at phase `open`. */
export interface Conclusion {
  status: EmailStatus
  next_at: string | null
  attempt_count: number
  last_error: SendError | null
  updated_at: string
}

interface Moment {
  now_ms: number
  random: () => number
  retry_scale: number
}

/** The email's next state after an attempt. Nothing ends without a known reason, nothing waits without a next time. */
export function concludeAttempt(
  email: Pick<Email, 'attempt_count' | 'expires_at'>,
  outcome: Outcome,
  moment: Moment,
): Conclusion {
  const attempt_count = email.attempt_count + 1
  const ended = { next_at: null, attempt_count, updated_at: toTimestamp(moment.now_ms) }
  switch (outcome.kind) {
    case 'delivered':
    case 'accepted':
      return { ...ended, status: outcome.kind, last_error: null }
    case 'failed':
      return { ...ended, status: 'failed', last_error: outcome.error }
    case 'deferred':
    case 'unknown': {
      const wait_ms = backoff_ms(RETRY_STEPS_S, attempt_count, moment.random, moment.retry_scale)
      const next_at = toTimestamp(moment.now_ms + wait_ms)
      if (next_at >= email.expires_at) return { ...ended, ...giveUp(outcome.kind), last_error: outcome.error }
      return { ...ended, status: outcome.kind, next_at, last_error: outcome.error }
    }
    default:
      return outcome satisfies never
  }
}

/** A mail that may have arrived is not said to have expired. */
const giveUp = (kind: 'deferred' | 'unknown'): { status: EmailStatus } => ({
  status: kind === 'deferred' ? 'expired' : 'failed',
})

/** An email that was not sent in its time. */
export function expire(email: Pick<Email, 'attempt_count' | 'last_error'>, now_ms: number): Conclusion {
  const { attempt_count, last_error } = email
  return { status: 'expired', next_at: null, attempt_count, last_error, updated_at: toTimestamp(now_ms) }
}
