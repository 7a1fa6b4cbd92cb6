/** An inbox delivery is one commit; this is for a process that stood still. */
const INBOX_LEASE_MS = 30_000
const SHORTEST_MS = 1000

/** Connecting, greeting, TLS and sign-in, each at most one limit, or MAIL FROM to the answer after the mail. */
const PEER_ANSWERS = 5

/** How long a claimed email is ours, ms. When it ends early nothing is sent twice unseen: see fence and phase. */
export function leaseOf_ms(transport: { kind: 'inbox' } | { kind: 'peer'; limit_ms: number }, scale: number): number {
  if (transport.kind === 'peer') return transport.limit_ms * PEER_ANSWERS
  return Math.max(SHORTEST_MS, INBOX_LEASE_MS * scale)
}
