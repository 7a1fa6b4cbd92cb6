import type { Attempt } from './attempt.ts'
import type { LookUp, Outcome } from './outcome.ts'
import { quiet_ms } from './retry-times.ts'

const HOUR_MS = 3_600_000
/** Stripe keeps a key for at least 24 h; an hour is left for clocks and delays. */
const KEY_LIFE_MS = 23 * HOUR_MS

interface Instant {
  now: number
  retry_scale: number
}

export type Step =
  | { kind: 'adopt'; outcome: Outcome }
  | { kind: 'send'; attempt: Attempt }
  /** `until`: when there will be more to say, milliseconds since 1970. */
  | { kind: 'wait'; reason: string; until?: number }

/** What to do first with an attempt that was taken over: under a living key the gateway itself tells what it did. */
export function decideFirstStep(attempt: Attempt, { now }: Instant): Step | { kind: 'look_up' } {
  if (attempt.status === 'unknown' || !isKeyUsable(attempt, now)) return { kind: 'look_up' }
  return { kind: 'send', attempt: { ...attempt, status: 'sent', sent_at: now } }
}

/**
 * What to do after the look-up. The same key may be sent again at any time, since under it there is at most one
 * charge. The next key would be a second charge, so first nothing of the last send may be under way.
 */
export function decideAfterLookUp({ attempt, found }: { attempt: Attempt; found: LookUp }, instant: Instant): Step {
  const { now, retry_scale } = instant
  if (found.kind === 'found') return { kind: 'adopt', outcome: found.outcome }
  if (isKeyUsable(attempt, now)) return { kind: 'send', attempt: { ...attempt, status: 'sent', sent_at: now } }
  if (found.kind === 'unsure') return { kind: 'wait', reason: found.reason }
  const quiet_at = attempt.sent_at + quiet_ms(retry_scale)
  if (now < quiet_at) return { kind: 'wait', reason: 'the last send may be under way', until: quiet_at }
  return { kind: 'send', attempt: underNextKey(attempt, now) }
}

const isKeyUsable = ({ key_spent, key_at }: Attempt, now: number) => !key_spent && now - key_at < KEY_LIFE_MS

function underNextKey(attempt: Attempt, now: number): Attempt {
  return { ...attempt, status: 'sent', key_seq: attempt.key_seq + 1, key_at: now, sent_at: now, key_spent: false }
}
