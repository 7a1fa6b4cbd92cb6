import { isDeepStrictEqual } from 'node:util'
import type { OrderUpdate } from '@tradewind/contracts/orders.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { addEvent } from './events.ts'
import type { Occasion, StoredOrder } from './order.ts'

interface Update {
  changes: OrderUpdate
  /** Of the order that the client looked at. */
  revisions: number[] | 'any'
}

/**
 * The order with what may change until the warehouse begins; null takes a field away. Changes nothing: the same order.
 * @throws `revision_mismatch`, `invalid_state`
 */
export function updateOrder(order: StoredOrder, { changes, revisions }: Update, occasion: Occasion): StoredOrder {
  if (revisions !== 'any' && !revisions.includes(order.revision)) {
    const extra = { revision: order.revision }
    throw new AppError('precondition', 'revision_mismatch', 'The order has changed since; read it again.', { extra })
  }
  refuseWhenBegun(order)
  const updated = applyChanges(order, changes)
  const changed = CHANGEABLE.filter((name) => !isDeepStrictEqual(order[name], updated[name]))
  // Names alone: what was written there is the customer's, and events outlive it.
  return changed.length === 0 ? order : addEvent(updated, 'order.updated', occasion, { changed })
}

const CHANGEABLE = ['shipping_address', 'billing_address', 'note', 'metadata'] as const

function refuseWhenBegun({ status, fulfillment_status }: StoredOrder): void {
  const open = status === 'pending' || status === 'confirmed'
  if (open && fulfillment_status === 'unfulfilled') return
  const extra = { order_status: status, fulfillment_status }
  throw new AppError('conflict', 'invalid_state', 'An order can be changed until its fulfilment begins.', { extra })
}

function applyChanges(order: StoredOrder, { metadata, ...others }: OrderUpdate): StoredOrder {
  let updated = metadata === undefined ? order : { ...order, metadata }
  for (const name of ['shipping_address', 'billing_address', 'note'] as const) {
    if (others[name] === undefined) continue
    const { [name]: _, ...rest } = updated
    updated = others[name] === null ? rest : ({ ...rest, [name]: others[name] } as StoredOrder)
  }
  return updated
}
