import type { OrderRefundRequest } from '@tradewind/contracts/orders.ts'
import type { Deps } from '../deps.ts'
import type { StoredOrder } from '../domain/order.ts'
import { requestRefund } from '../domain/request-refund.ts'
import { awaitOutcome } from './await-outcome.ts'
import { type Changed, changeOrder, type OrderCommand } from './change-order.ts'

interface Refunding extends Omit<OrderCommand, 'name' | 'request'> {
  request: OrderRefundRequest
  wait_ms: number
}

/**
 * The order with the refund, ended if that came within `wait_ms`.
 * @throws `amount_exceeds_refundable`, `validation_failed`
 */
export async function refundOrder(
  deps: Deps,
  { wait_ms, ...command }: Refunding,
): Promise<Changed & { refund_id: string }> {
  const changed = await changeOrder(deps, { ...command, name: 'refund' }, (before, occasion) => {
    const { order, refund_id } = requestRefund(before, command.request, occasion)
    return { order, object_id: refund_id }
  })
  const { object_id: refund_id = '' } = changed
  const isOpen = (order: StoredOrder) => isRefunding(order, refund_id)
  const order = await awaitOutcome(deps, { order: changed.order, wait_ms, isOpen })
  return { ...changed, order, refund_id }
}

/** Whether the refund's outcome is still to come. */
export const isRefunding = ({ refunds }: StoredOrder, refund_id: string): boolean =>
  refunds.some(({ id, status }) => id === refund_id && status === 'processing')
