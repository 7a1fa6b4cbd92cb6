/** A request as it was stored, and the gateway's idempotency key for it. */
export interface Send {
  request: string
  key: string
}
