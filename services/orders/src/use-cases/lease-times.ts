import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { EffectDeps } from '../deps.ts'

const LEASE_MS = 30_000
const SHORTEST_LEASE_MS = 1_500

/** When a lease taken now ends. It only keeps two replicas from the same work: what is right rests on versions and keys. */
export function leaseEnd({ runtime, retry_scale }: Pick<EffectDeps, 'runtime' | 'retry_scale'>): string {
  return toTimestamp(runtime.now() + Math.max(SHORTEST_LEASE_MS, LEASE_MS * retry_scale))
}
