/** What is asked of the gateway. `undo`: takes back a charge that should not be (undo-charge.ts). */
export type AttemptKind = 'charge' | 'capture' | 'cancel' | 'confirm' | 'refund' | 'undo'

/**
 * One thing asked of the gateway, until its end is known. `pending`: provably nothing was sent; `sent`: the gateway may
 * have it; `unknown`: it was asked and gave no answer that says what happened. The others are ends.
 */
export type AttemptStatus =
  | 'pending'
  | 'sent'
  | 'unknown'
  | 'succeeded'
  | 'requires_action'
  | 'declined'
  | 'failed'
  | 'canceled'

/** Times are milliseconds since 1970. */
export interface Attempt {
  id: string
  kind: AttemptKind
  payment_id: string
  /** What a `refund` gives back. */
  refund_id: string | null
  status: AttemptStatus
  /** Raised by everyone who takes the attempt over: who holds a lower one may not write. */
  fence: number
  /** The gateway request, to the letter. */
  request: string
  key_seq: number
  /** First use of the present key. */
  key_at: number
  /** The present key will never run again: the gateway stored a failure of its own under it. */
  key_spent: boolean
  /** Last send under the present key. */
  sent_at: number
  /** When someone has to look at it: the end of a lease or of a back-off; null at the end. */
  next_at: number | null
  /** Looks that brought no end. */
  tries: number
  created_at: number
}

const PREFIX: Record<AttemptKind, string> = {
  charge: 'pay',
  capture: 'cap',
  cancel: 'void',
  confirm: 'conf',
  refund: 're',
  undo: 'undo',
}

/** The gateway's idempotency key: under one key it acts once at most. */
export function gatewayKeyOf({ id, kind, refund_id, key_seq }: Keyed): string {
  const key = `${PREFIX[kind]}:${refund_id ?? id}`
  return key_seq === 0 ? key : `${key}:${key_seq}`
}

type Keyed = Pick<Attempt, 'id' | 'kind' | 'refund_id' | 'key_seq'>

/** Whether an earlier send may have reached the gateway. */
export const mayHaveRun = ({ status }: Attempt): boolean => status !== 'pending'

/** What waits for this attempt: a refund, the payment as a whole, or nobody. */
export const subjectOf = ({ id, kind, refund_id, payment_id }: Attempt): string =>
  kind === 'undo' ? id : (refund_id ?? payment_id)

interface FirstSend {
  id: string
  kind: AttemptKind
  payment_id: string
  refund_id?: string
  request: string
  now: number
  lease_end: number
}

/** The attempt that is sent right after its commit. */
export function beginAttempt({ id, kind, payment_id, refund_id, request, now, lease_end }: FirstSend): Attempt {
  return {
    id,
    kind,
    payment_id,
    refund_id: refund_id ?? null,
    status: 'sent',
    fence: 1,
    request,
    key_seq: 0,
    key_at: now,
    key_spent: false,
    sent_at: now,
    next_at: lease_end,
    tries: 0,
    created_at: now,
  }
}
