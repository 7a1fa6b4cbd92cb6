import { clientOf } from '@tradewind/service/auth.ts'
import { readIdempotencyKey } from '@tradewind/service/idempotency-key.ts'
import type { Asking } from '../use-cases/taking.ts'

type Request = Parameters<typeof clientOf>[0]
type Reply = { header(name: string, value: string): unknown }

/** Who asks, under which key, and for how long it waits. @throws 400 `idempotency_key_missing` */
export function readAsking(request: Request): Asking {
  const idempotency_key = readIdempotencyKey(request.headers['idempotency-key'])
  return { key: { client_id: clientOf(request).id, idempotency_key }, deadline: request.context?.deadline }
}

/** Says that an earlier request with this key did it. */
export function markReplay(reply: Reply, { replayed }: { replayed: boolean }): void {
  if (replayed) reply.header('idempotent-replayed', 'true')
}
