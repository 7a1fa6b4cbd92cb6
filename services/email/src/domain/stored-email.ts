import type { Email } from '@tradewind/contracts/emails.ts'

/** Mail of different lanes does not wait for one another: a newsletter never delays a receipt. */
export const LANES = ['transactional', 'bulk'] as const
export type Lane = (typeof LANES)[number]

/** `open`: nothing has gone out. `handover`: the peer may have been given the mail. */
type Phase = 'open' | 'handover'

/** An email as the queue keeps it: what the API shows and what the queue works with. */
export interface StoredEmail extends Email {
  client_id: string
  idempotency_key: string
  request_hash: string
  lane: Lane
  phase: Phase
  /** Counts the holders: only who has the present number may write. */
  fence: number
  /** When the queue looks at it next (for a held one: when the lease ends); null when all is done. */
  next_at: string | null
}

/** What the API shows. */
export function toEmail(stored: StoredEmail): Email {
  const { client_id, idempotency_key, request_hash, lane, phase, fence, next_at, ...email } = stored
  return email
}

/** The `Date` of the mail: fixed when it is accepted, so that every sending has the same. */
export const dateOf = (email: Email): Date => new Date(email.scheduled_at ?? email.created_at)
