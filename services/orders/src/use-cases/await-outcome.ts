import { AppError } from '@tradewind/service/app-error.ts'
import type { Deps } from '../deps.ts'
import { awaitsCharge } from '../domain/effects.ts'
import type { StoredOrder } from '../domain/order.ts'

/** How long to trust that the outcome comes on this replica before looking whether another one had it. */
const LOOK_EVERY_MS = 500

type Waiting = Pick<Deps, 'store' | 'outcomes' | 'runtime'>

/** The order when its charge is over, or as it is after `wait_ms`. */
export const awaitCharge = (deps: Waiting, order: StoredOrder, wait_ms: number): Promise<StoredOrder> =>
  awaitOutcome(deps, { order, wait_ms, isOpen: awaitsCharge })

/**
 * The order when `isOpen` is no longer so, or as it is after `wait_ms`; what is known of it where the database goes away
 * meanwhile: what was asked for is stored.
 */
export async function awaitOutcome(
  { store, outcomes, runtime }: Waiting,
  { order, wait_ms, isOpen }: { order: StoredOrder; wait_ms: number; isOpen: (order: StoredOrder) => boolean },
): Promise<StoredOrder> {
  const deadline = runtime.now() + wait_ms
  let latest = order
  while (isOpen(latest) && runtime.now() < deadline) {
    const told = await outcomes.next(order.id, Math.min(LOOK_EVERY_MS, deadline - runtime.now()))
    const found = told ?? (await look(store, order.id))
    if (found === 'unavailable') return latest
    latest = found ?? latest
  }
  return latest
}

async function look(store: Waiting['store'], order_id: string): Promise<StoredOrder | undefined | 'unavailable'> {
  try {
    return await store.find(order_id)
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unavailable') return 'unavailable'
    throw error
  }
}
