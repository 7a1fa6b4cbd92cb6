import type { Deps } from '../deps.ts'
import type { StoredOrder } from '../domain/order.ts'
import { type OrderFilter, type Position, positionOf, type Sort } from '../domain/order-query.ts'

export interface ListRequest {
  filter: OrderFilter
  sort: Sort
  limit: number
  /** The page behind this place, or the one right before it. */
  after?: Position
  before?: Position
}

export interface ListedPage {
  orders: StoredOrder[]
  next?: Position
  prev?: Position
}

/** One page, and from where those on both sides of it are to be had. */
export async function listOrders(store: Deps['store'], request: ListRequest): Promise<ListedPage> {
  const { before } = request
  return before ? listBefore(store, { ...request, before }) : listAfter(store, request)
}

async function listAfter(store: Deps['store'], { filter, sort, limit, after }: ListRequest): Promise<ListedPage> {
  const { orders, next } = await store.list({ filter, sort, limit, ...(after && { after }) })
  const [first] = orders
  return { orders, ...(next && { next }), ...(after && first && { prev: positionOf(first, sort) }) }
}

/** The same list from its other end, turned round again. */
async function listBefore(
  store: Deps['store'],
  { filter, sort, limit, before }: ListRequest & { before: Position },
): Promise<ListedPage> {
  const turned: Sort = { ...sort, direction: sort.direction === 'asc' ? 'desc' : 'asc' }
  const { orders, next } = await store.list({ filter, sort: turned, limit, after: before })
  const [nearest] = orders
  return {
    orders: orders.toReversed(),
    ...(nearest && { next: positionOf(nearest, sort) }),
    ...(next && { prev: next }),
  }
}
