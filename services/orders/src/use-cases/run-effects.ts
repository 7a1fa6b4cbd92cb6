import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { EffectDeps } from '../deps.ts'
import { releaseLease } from '../domain/lease.ts'
import type { StoredOrder } from '../domain/order.ts'
import { dueEffects, firstDue } from '../domain/schedule.ts'
import { performEffect } from './perform-effect.ts'
import { recordOutcome } from './record-outcome.ts'

/**
 * Runs each due effect of an order whose lease this replica holds, also those that the outcomes add, once; what did not
 * finish stays in the order for a later time.
 */
export async function runEffects(deps: EffectDeps, order: StoredOrder): Promise<void> {
  if (dueEffects(order, now(deps)).length === 0) return giveBack(deps, order)
  return runDue(deps, order, new Set())
}

async function runDue(deps: EffectDeps, order: StoredOrder, tried: Set<string>): Promise<void> {
  let current: StoredOrder | undefined = order
  while (current) {
    const effect = dueEffects(current, now(deps)).find(({ id }) => !tried.has(id))
    if (!effect) return
    tried.add(effect.id)
    const command = await performEffect(deps, effect)
    const goOn = (left: StoredOrder) => runDue(deps, left, tried)
    current = await recordOutcome(deps, { order: current, command, tried, goOn })
  }
}

/** A lease that ended brought it here before its time. Lost to another write: that one gave it its time. */
async function giveBack({ store, ...deps }: EffectDeps, order: StoredOrder): Promise<void> {
  await store.save({ ...releaseLease(order, firstDue(order, now(deps))), version: order.version + 1 })
}

const now = ({ runtime }: Pick<EffectDeps, 'runtime'>) => toTimestamp(runtime.now())
