import { isDeepStrictEqual } from 'node:util'
import type { Order } from '@tradewind/contracts/orders.ts'
import type { StoredOrder } from './order.ts'

/** What the resource shows of an order. */
export function toShown(stored: StoredOrder): Order {
  const {
    client_id: _client,
    idempotency_key: _key,
    request_hash: _hash,
    version: _version,
    commands: _commands,
    payment_versions: _versions,
    refusals: _refusals,
    ending: _ending,
    erased_at: _erased,
    events: _events,
    effects: _effects,
    next_effect_at: _next,
    lease_owner: _owner,
    ...order
  } = stored
  return order
}

/** `revision` and `updated_at` move only with what the resource shows, so that a mail sent spoils no `If-Match`. */
export function stamp(before: StoredOrder, after: StoredOrder, { at }: { at: string }): StoredOrder {
  const changed = after !== before && !isDeepStrictEqual(toShown(before), toShown(after))
  return changed ? { ...after, revision: before.revision + 1, updated_at: at } : after
}
