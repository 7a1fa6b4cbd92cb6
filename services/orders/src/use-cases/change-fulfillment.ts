import { AppError } from '@tradewind/service/app-error.ts'
import type { Deps } from '../deps.ts'
import type { Occasion, StoredOrder } from '../domain/order.ts'
import { type Changed, changeOrder, type OrderCommand } from './change-order.ts'

export interface FulfillmentCommand extends Omit<OrderCommand, 'order_id' | 'request'> {
  fulfillment_id: string
  request: object
}

/** Changes the order that a fulfillment is part of. @throws `fulfillment_not_found`, and as `changeOrder` */
export async function changeFulfillment(
  deps: Deps,
  { fulfillment_id, request, ...command }: FulfillmentCommand,
  decideOn: (order: StoredOrder, occasion: Occasion) => StoredOrder,
): Promise<Changed> {
  const { id: order_id } = await findOrderOf(deps, fulfillment_id)
  const asked = { ...command, order_id, request: { fulfillment_id, ...request } }
  return changeOrder(deps, asked, (order, occasion) => ({
    order: decideOn(order, occasion),
    object_id: fulfillment_id,
  }))
}

/** @throws `fulfillment_not_found` */
export async function findOrderOf({ store }: Pick<Deps, 'store'>, fulfillment_id: string): Promise<StoredOrder> {
  const order = await store.findByFulfillment(fulfillment_id)
  if (!order) throw new AppError('not_found', 'fulfillment_not_found', `There is no fulfillment ${fulfillment_id}.`)
  return order
}
