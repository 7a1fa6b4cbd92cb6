/** One POST, as far as idempotency and expansion are concerned. */
export interface Call {
  /** The `Idempotency-Key`; without one nothing is stored. */
  key: string | undefined
  /** The path. */
  endpoint: string
  params_hash: string
  request_id: string
  expand: string[]
}

/** What is sent; `body` is JSON text, stored and replayed as it is. */
export interface Answer {
  status: number
  body: string
  /** The request that made the answer, when this is a replay of it. */
  original_request?: string
  /** Committed, but the connection is to be held and cut instead of answered. */
  is_withheld?: true
}

/** Thrown instead of an answer: the connection is cut without one. */
export class ConnectionCut extends Error {}
