import type { StoredOrder } from '../domain/order.ts'
import { upgradeOrder } from '../domain/upgrade-order.ts'

/** What changes without the document being written anew stands only in columns. */
export interface OrderRow {
  document: string
  version: number
  next_effect_at: string | null
  lease_owner: string | null
}

/** Those of an `OrderRow`. */
export const COLUMNS = 'document, version, next_effect_at, lease_owner'

export function toRow({ version, next_effect_at, lease_owner, ...document }: StoredOrder): OrderRow {
  return {
    document: JSON.stringify(document),
    version,
    next_effect_at: next_effect_at ?? null,
    lease_owner: lease_owner ?? null,
  }
}

export function toOrder({ document, version, next_effect_at, lease_owner }: OrderRow): StoredOrder {
  return upgradeOrder({
    ...(JSON.parse(document) as Omit<StoredOrder, 'version'>),
    version,
    ...(next_effect_at !== null && { next_effect_at }),
    ...(lease_owner !== null && { lease_owner }),
  })
}
