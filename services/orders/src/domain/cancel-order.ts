import type { CancelRequest } from '@tradewind/contracts/orders.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { requestEnd } from './end-order.ts'
import { hasShipped } from './fulfillment/fulfillments.ts'
import type { Occasion, StoredOrder } from './order.ts'

/**
 * The order canceled, its money on the way back; or, while its charge is unfinished, its cancellation recorded. Is that
 * so already: the same order.
 * @throws `already_shipped`, `order_failed`
 */
export function cancelOrder(
  order: StoredOrder,
  { reason, notify = true }: CancelRequest,
  occasion: Occasion,
): StoredOrder {
  if (order.status === 'canceled' || order.ending?.as === 'canceled') return order
  if (order.status === 'failed') throw new AppError('conflict', 'order_failed', 'The order has failed already.')
  if (order.status === 'completed' || hasShipped(order)) {
    throw new AppError('conflict', 'already_shipped', 'A part of the order is on its way.')
  }
  const ending = { as: 'canceled', notify, ...(reason === undefined ? {} : { reason }) } as const
  return requestEnd(order, ending, occasion)
}
