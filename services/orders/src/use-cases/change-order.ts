import { AppError, unavailable } from '@tradewind/service/app-error.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { addCommand, findCommand } from '../domain/command-keys.ts'
import type { Occasion, StoredOrder } from '../domain/order.ts'
import { writeChange } from './write-change.ts'

/** A race is lost to a write that went through: this many in a row do not happen. */
const TRIES = 20

export interface OrderCommand {
  order_id: string
  client_id: string
  idempotency_key: string
  /** With `request`, what must be the same when the key comes again. */
  name: string
  request: unknown
}

/** What a command decides. `object_id`: what it made, such as a refund; a replay finds it again. */
export interface Decision {
  order: StoredOrder
  object_id?: string
}

export interface Changed extends Decision {
  replayed: boolean
}

/**
 * Changes an order by a client's command: the same key again finds the order as it is now; a race lost decides again on
 * what the winner left. What changes nothing is not written.
 * @throws `order_not_found`, `idempotency_key_reused`, and what `decideOn` throws
 */
export async function changeOrder(
  deps: Deps,
  command: OrderCommand,
  decideOn: (order: StoredOrder, occasion: Occasion) => Decision,
): Promise<Changed> {
  const { order_id, client_id, idempotency_key, name, request } = command
  const key = { client_id, idempotency_key, request_hash: hashRequest({ name, order_id, request }) }
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = await findOrder(deps, order_id)
    const came = findCommand(before, key)
    if (came) return { order: before, replayed: true, ...objectOf(came) }
    const at = toTimestamp(deps.runtime.now())
    const decision = decideOn(before, { at, newId: deps.runtime.newId })
    if (decision.order === before) return { ...decision, replayed: false }
    const after = addCommand(decision.order, { ...key, name, ...objectOf(decision), at })
    const order = await writeChange(deps, { before, after })
    if (order) return { ...decision, order, replayed: false }
  }
  throw unavailable('order_busy', 'The order is being changed by many others; try again.')
}

async function findOrder({ store }: Deps, order_id: string): Promise<StoredOrder> {
  const order = await store.find(order_id)
  if (!order) throw new AppError('not_found', 'order_not_found', `There is no order ${order_id}.`)
  return order
}

const objectOf = ({ object_id }: { object_id?: string }) => (object_id === undefined ? {} : { object_id })
