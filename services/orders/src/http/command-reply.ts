import type { Order } from '@tradewind/contracts/orders.ts'
import { clientOf } from '@tradewind/service/auth.ts'
import { readIdempotencyKey } from '@tradewind/service/idempotency-key.ts'
import type { StoredOrder } from '../domain/order.ts'
import { toShown } from '../domain/shown-order.ts'

type Request = Parameters<typeof clientOf>[0]

interface Reply {
  header(name: string, value: string): unknown
}

/** Who sends a command, and under which key. @throws 400 `idempotency_key_missing`, 422 `validation_failed` */
export function readCommandKey(request: Request): { client_id: string; idempotency_key: string } {
  const idempotency_key = readIdempotencyKey(request.headers['idempotency-key'])
  return { client_id: clientOf(request).id, idempotency_key }
}

/** The order as it is now, with its `ETag`; says whether the command had come before. */
export function showOrder(reply: Reply, { order, replayed }: { order: StoredOrder; replayed: boolean }): Order {
  reply.header('etag', `"${order.revision}"`)
  if (replayed) reply.header('idempotent-replayed', 'true')
  return toShown(order)
}
