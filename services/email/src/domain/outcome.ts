/** What went wrong at the last attempt; `smtp` and `enhanced` are the peer's codes, such as 550 and "5.1.1". */
export interface SendError {
  code: string
  smtp: number | null
  enhanced: string | null
}

/**
 * What is known after an attempt. `delivered`: it is in the mailbox. `accepted`: the peer answers for it now.
 * `deferred`: provably not sent, may be later. `failed`: refused for good. `unknown`: it may have been taken.
 */
export type Outcome = { kind: 'delivered' } | { kind: 'accepted' } | Refusal

interface Refusal {
  kind: 'deferred' | 'failed' | 'unknown'
  error: SendError
}

export const toError = (code: string): SendError => ({ code, smtp: null, enhanced: null })
