import type { Deps } from '../deps.ts'
import type { Fulfillment } from '../domain/fulfillment/fulfillments.ts'

/** A fulfillment's place in the work list: oldest order first, then as they were made. */
export interface WorkPosition {
  order_id: string
  id: string
}

export interface WorkQuery {
  statuses: Fulfillment['status'][]
  picker?: string
  after?: WorkPosition
  limit: number
}

export type Work = Fulfillment & { order_id: string }

/** One page of the work list, one more than `limit` where it goes on. */
export async function listFulfillments({ store }: Pick<Deps, 'store'>, query: WorkQuery): Promise<Work[]> {
  const { statuses, picker, after, limit } = query
  const asked = { ...(picker !== undefined && { picker }), ...(after && { from_order_id: after.order_id }) }
  // The order that the page before ended in may have nothing more to show.
  const walks = statuses.map((status) => store.listFulfillments({ ...asked, status, limit: limit + 2 }))
  const orders = new Map((await Promise.all(walks)).flat().map((order) => [order.id, order]))
  return [...orders.values()]
    .flatMap(({ id, fulfillments }) => fulfillments.map((fulfillment) => ({ ...fulfillment, order_id: id })))
    .filter((work) => statuses.includes(work.status) && (picker === undefined || work.picker === picker))
    .filter((work) => !after || comparePlaces(work, after) > 0)
    .sort(comparePlaces)
    .slice(0, limit + 1)
}

const comparePlaces = (a: WorkPosition, b: WorkPosition): number =>
  compare(a.order_id, b.order_id) || compare(a.id, b.id)

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
