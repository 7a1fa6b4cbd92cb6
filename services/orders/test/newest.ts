import type { StoredOrder } from '../src/domain/order.ts'
import type { Sort } from '../src/domain/order-query.ts'
import type { OrderStore } from '../src/store-deps.ts'

export const NEWEST_FIRST: Sort = { by: 'created_at', direction: 'desc' }

/** Every order of a small store. */
export async function newest(store: OrderStore | undefined): Promise<StoredOrder[]> {
  const slice = await store?.list({ filter: {}, sort: NEWEST_FIRST, limit: 100 })
  return slice?.orders ?? []
}
