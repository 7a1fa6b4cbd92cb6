import { type Runtime, toTimestamp } from '@tradewind/service/runtime.ts'
import type { LeaseStore } from '../store-deps.ts'

const LEASE_MS = 10_000

export interface Leasing {
  leases: LeaseStore
  runtime: Pick<Runtime, 'now'>
  owner: string
}

/** Whether this replica may do the work of that name now; it asks again before its lease is over. */
export function createLease({ leases, runtime, owner }: Leasing, name: string): () => Promise<boolean> {
  let held_until = 0
  return async () => {
    const now = runtime.now()
    if (now < held_until - LEASE_MS / 2) return true
    const until = now + LEASE_MS
    const taken = await leases.take({ name, owner, now: toTimestamp(now), until: toTimestamp(until) })
    held_until = taken ? until : 0
    return taken
  }
}
