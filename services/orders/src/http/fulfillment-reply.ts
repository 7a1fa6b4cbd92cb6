import type { Fulfillment } from '@tradewind/contracts/fulfillments.ts'
import { findFulfillment } from '../domain/fulfillment/fulfillments.ts'
import type { Changed } from '../use-cases/change-order.ts'

interface Reply {
  header(name: string, value: string): unknown
}

/** The fulfillment that a command was about, as it is now; says whether the command had come before. */
export function showFulfillment(reply: Reply, { order, object_id = '', replayed }: Changed): Fulfillment {
  if (replayed) reply.header('idempotent-replayed', 'true')
  return { ...findFulfillment(order, object_id), order_id: order.id }
}
