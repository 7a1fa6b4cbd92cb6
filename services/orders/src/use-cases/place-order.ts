import type { OrderRequest } from '@tradewind/contracts/orders.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { createOrder } from '../domain/create-order.ts'
import { leaseTo, releaseLease } from '../domain/lease.ts'
import type { StoredOrder } from '../domain/order.ts'
import { dueEffects, firstDue } from '../domain/schedule.ts'
import { leaseEnd } from './lease-times.ts'

interface Placing {
  client_id: string
  idempotency_key: string
  request: OrderRequest
}

/**
 * Stores the order with all that must follow, and begins with that. The same key again finds the order it made.
 * @throws `validation_failed`, `totals_mismatch`, `idempotency_key_reused`, `external_reference_in_use`
 */
export async function placeOrder(deps: Deps, placing: Placing): Promise<{ order: StoredOrder; replayed: boolean }> {
  const { runtime } = deps
  const asked = { ...keyOf(placing), request_hash: hashRequest(placing.request) }
  const at = toTimestamp(runtime.now())
  const expires_at = toTimestamp(runtime.now() + deps.payment_expiry_ms)
  const named = { number: await deps.nextNumber(), asked, occasion: { at, newId: runtime.newId }, expires_at }
  const created = createOrder(placing.request, named)
  const runsHere = dueEffects(created, at).length > 0 && deps.runner.hasRoom()
  const order = runsHere ? leaseTo(created, deps.owner, leaseEnd(deps)) : releaseLease(created, firstDue(created, at))
  if (!(await deps.store.insert(order))) return { order: await findPlaced(deps, asked), replayed: true }
  failpoint('orders.after_insert')
  if (runsHere) deps.runner.run(order)
  return { order, replayed: false }
}

const keyOf = ({ client_id, idempotency_key }: Placing) => ({ client_id, idempotency_key })

async function findPlaced(
  { store }: Deps,
  asked: { client_id: string; idempotency_key: string; request_hash: string },
): Promise<StoredOrder> {
  const placed = await store.findByKey(asked)
  if (!placed) {
    const fault = { pointer: '/external_reference', code: 'external_reference_in_use', detail: 'is another order’s' }
    throw new AppError('conflict', 'external_reference_in_use', 'Another order has this reference.', {
      faults: [fault],
    })
  }
  if (placed.request_hash === asked.request_hash) return placed
  throw new AppError('invalid', 'idempotency_key_reused', 'This Idempotency-Key was sent with another body.')
}
