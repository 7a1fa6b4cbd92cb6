import { type Runtime, toTimestamp } from '@tradewind/service/runtime.ts'
import type { LeaseStore } from '../ledger-deps.ts'

const LEASE_MS = 20_000
const SHORTEST_LEASE_MS = 2_000

interface Leased {
  leases: LeaseStore
  runtime: Runtime
  retry_scale: number
  name: string
}

/** Whether the work `name` is this process's; asks the database only when half of its time is over. */
export function holdLease({ leases, runtime, retry_scale, name }: Leased): () => Promise<boolean> {
  const owner = runtime.newId('wrk')
  const lease_ms = Math.max(SHORTEST_LEASE_MS, LEASE_MS * retry_scale)
  let ends_at = 0
  return async () => {
    const now = runtime.now()
    if (now < ends_at - lease_ms / 2) return true
    const lease_end = now + lease_ms
    const taken = await leases.take({ name, owner, now: toTimestamp(now), lease_end: toTimestamp(lease_end) })
    ends_at = taken ? lease_end : 0
    return taken
  }
}
