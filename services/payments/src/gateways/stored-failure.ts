const INTERNAL_ERROR = 500

/**
 * Whether a 5xx is what the gateway stored under the key. A 502, 503 or 504 may be a proxy's word while the request
 * still runs: only once the gateway replays it is the key spent, and until then the same key is safe to send.
 */
export function isStored(status: number, headers: Record<string, string> | undefined): boolean {
  return status === INTERNAL_ERROR || (status > INTERNAL_ERROR && headers?.['idempotent-replayed'] === 'true')
}
