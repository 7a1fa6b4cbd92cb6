import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { leaseTo, releaseLease } from '../domain/lease.ts'
import type { StoredOrder } from '../domain/order.ts'
import { dueEffects, firstDue, schedule } from '../domain/schedule.ts'
import { stamp } from '../domain/shown-order.ts'
import { leaseEnd } from './lease-times.ts'
import { retryAt } from './retry-times.ts'

interface Change {
  before: StoredOrder
  after: StoredOrder
}

type Writing = Pick<Deps, 'store' | 'outcomes' | 'runtime' | 'owner' | 'retry_scale' | 'runner'>

/** What is to be stored, and whether its effects are then run here. */
interface Prepared {
  next: StoredOrder
  runs_here: boolean
}

/**
 * Stores what was decided on `before` with all that must follow, and begins with that, or leaves it to who holds the
 * order's lease. Undefined when another write came first: decide again on what it left.
 */
export async function writeChange(deps: Writing, change: Change): Promise<StoredOrder | undefined> {
  const prepared = prepareChange(deps, change)
  if (!(await deps.store.save(prepared.next))) return undefined
  failpoint('orders.after_change')
  return followChange(deps, prepared)
}

/** The write of a change, for who stores it together with others. */
export function prepareChange(deps: Writing, { before, after }: Change): Prepared {
  const now = toTimestamp(deps.runtime.now())
  const stamped = schedule(before, stamp(before, after, { at: now }), (effect) => retryAt(deps, effect))
  const { order, runs_here } = placeLease(deps, { before, after: stamped, now })
  return { next: { ...order, version: before.version + 1 }, runs_here }
}

/** What comes after the write. */
export function followChange(deps: Writing, { next, runs_here }: Prepared): StoredOrder {
  deps.outcomes.announce(next)
  if (runs_here) deps.runner.run(next)
  return next
}

/** Who runs effects of the order now sees the new ones with its next write; else they are run here, if there is room. */
function placeLease(
  deps: Writing,
  { before, after, now }: Change & { now: string },
): { order: StoredOrder; runs_here: boolean } {
  const { lease_owner, next_effect_at = now } = before
  if (lease_owner !== undefined && next_effect_at > now) {
    return { order: leaseTo(after, lease_owner, next_effect_at), runs_here: false }
  }
  const runs_here = dueEffects(after, now).length > 0 && deps.runner.hasRoom()
  const order = runs_here ? leaseTo(after, deps.owner, leaseEnd(deps)) : releaseLease(after, firstDue(after, now))
  return { order, runs_here }
}
