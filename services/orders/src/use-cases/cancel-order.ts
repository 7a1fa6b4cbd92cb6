import type { CancelRequest } from '@tradewind/contracts/orders.ts'
import type { Deps } from '../deps.ts'
import { cancelOrder as decideCancel } from '../domain/cancel-order.ts'
import { awaitOutcome } from './await-outcome.ts'
import { type Changed, changeOrder, type OrderCommand } from './change-order.ts'

interface Cancelling extends Omit<OrderCommand, 'name' | 'request'> {
  request: CancelRequest
  wait_ms: number
}

/**
 * The order canceled, or on its way to it after `wait_ms`, while a charge is unfinished.
 * @throws `already_shipped`, `order_failed`
 */
export async function cancelOrder(deps: Deps, { wait_ms, ...command }: Cancelling): Promise<Changed> {
  const changed = await changeOrder(deps, { ...command, name: 'cancel' }, (order, occasion) => ({
    order: decideCancel(order, command.request, occasion),
  }))
  return {
    ...changed,
    order: await awaitOutcome(deps, { order: changed.order, wait_ms, isOpen: ({ ending }) => ending !== undefined }),
  }
}
