import type { Deps } from '../deps.ts'
import type { GatewayWrites } from '../gateway-store.ts'

/**
 * Sees to it that the next automatic payout is due, once: at start, which leaves one that is due earlier as it is, and
 * after each. Without an interval there is none.
 */
export function keepPayoutInterval({ now, payout_interval_ms }: Deps, writes: GatewayWrites): void {
  const known_at_ms = writes.takeDueWork('pay_out_all') ?? Number.POSITIVE_INFINITY
  if (payout_interval_ms === undefined) return
  const due_at_ms = Math.min(known_at_ms, now() + payout_interval_ms)
  writes.schedule({ kind: 'pay_out_all', object_id: '' }, due_at_ms)
}
