/** In this order; each goes on by pages. The gateway is read before us: whatever it has, we knew before it did. */
export const PHASES = ['intents', 'movements', 'pairs', 'payments', 'fees', 'ledger', 'clearing'] as const
export type Phase = (typeof PHASES)[number]

/** A comparison of all that came about in a window. Times are RFC 3339. */
export interface Reconciliation {
  id: string
  status: 'running' | 'done'
  /** From (inclusive) */
  from: string
  /** until (exclusive). */
  to: string
  phase: Phase
  /** Where the phase goes on: the last id it is done with. */
  position: string
  /** Raised by everyone who takes it over. */
  fence: number
  lease_end: string
  /** Looked at: intents and movements of the gateway, payments of ours. */
  intents: number
  movements: number
  payments: number
  breaks_total: number
  requested_by: string
  last_error: string | null
  created_at: string
  finished_at: string | null
}

const LEASE_MS = 120_000
const SHORTEST_LEASE_MS = 5_000

/** Longer than the slowest page: each of its payments may have to be read anew at the gateway. Right rests on the fence. */
export const runLeaseEnd = ({ now, retry_scale }: { now: number; retry_scale: number }): number =>
  now + Math.max(SHORTEST_LEASE_MS, LEASE_MS * retry_scale)

/** The phase after it, at its beginning; done after the last. */
export function nextPhase(run: Reconciliation, now: string): Reconciliation {
  const phase = PHASES[PHASES.indexOf(run.phase) + 1]
  if (phase) return { ...run, phase, position: '' }
  return { ...run, status: 'done', finished_at: now }
}
