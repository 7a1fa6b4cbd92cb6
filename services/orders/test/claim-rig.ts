import type { Deps } from '../src/deps.ts'
import type { StoredOrder } from '../src/domain/order.ts'
import type { OpenedStore, OrderStore } from '../src/store-deps.ts'
import { createEffectRig } from './effect-rig.ts'
import { paidOrder } from './paid-order.ts'

/** What claiming needs, on a real store; effects are noted instead of run. */
export function createClaimRig(opened: OpenedStore, changes: Partial<Deps> = {}) {
  const rig = createEffectRig(opened)
  const ran: StoredOrder[] = []
  const runner = { hasRoom: () => true, run: (order: StoredOrder) => void ran.push(order) }
  const deps: Deps = {
    ...rig.deps,
    runner,
    nextNumber: async () => 1,
    secretOf: (id) => id,
    claim_ms: 60_000,
    payment_expiry_ms: 3_600_000,
    ...changes,
  }
  return { ...rig, deps, ran }
}

/** Paid orders as nobody has begun with, the oldest first. */
export async function insertPaid(store: OrderStore, count: number): Promise<StoredOrder[]> {
  const orders = Array.from({ length: count }, () => paidOrder())
  await Promise.all(orders.map((order) => store.insert(order)))
  return orders
}

export const toClaim = (picker: string, idempotency_key: string) => ({
  client_id: 'warehouse',
  idempotency_key,
  picker,
})
