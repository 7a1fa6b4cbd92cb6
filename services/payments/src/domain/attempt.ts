/**
 * One try to charge a payment. `pending`: provably nothing was sent; `sent`: the gateway may have it; `unknown`: it
 * was asked and gave no answer that says what happened. The others are ends.
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
  payment_id: string
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

/** The gateway's idempotency key: under one key there is at most one charge. */
export function gatewayKeyOf({ id, key_seq }: Pick<Attempt, 'id' | 'key_seq'>): string {
  return key_seq === 0 ? `pay:${id}` : `pay:${id}:${key_seq}`
}

/** Whether an earlier send may have reached the gateway. */
export const mayHaveRun = ({ status }: Attempt): boolean => status !== 'pending'
