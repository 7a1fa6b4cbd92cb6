import type { StoredOrder } from './order.ts'

/** Until `until` (RFC 3339) only `owner` runs this order's effects; an order without effects has no lease. */
export function leaseTo(order: StoredOrder, owner: string, until: string): StoredOrder {
  const { lease_owner: _, next_effect_at: __, ...free } = order
  return order.effects.length === 0 ? free : { ...free, lease_owner: owner, next_effect_at: until }
}

/** From `from` (RFC 3339) any replica may run what is left. */
export function releaseLease(order: StoredOrder, from: string): StoredOrder {
  const { lease_owner: _, next_effect_at: __, ...free } = order
  return order.effects.length === 0 ? free : { ...free, next_effect_at: from }
}
