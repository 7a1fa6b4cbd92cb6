import type { EffectDeps } from '../deps.ts'
import type { StoredOrder } from '../domain/order.ts'
import { performEffect } from './perform-effect.ts'
import { recordOutcome } from './record-outcome.ts'

/**
 * Runs each effect of an order whose lease this replica holds, also those that the outcomes add, once; what did not
 * finish stays in the order for a later time.
 */
export async function runEffects(deps: EffectDeps, order: StoredOrder): Promise<void> {
  const tried = new Set<string>()
  let current: StoredOrder | undefined = order
  while (current) {
    const effect = current.effects.find(({ id }) => !tried.has(id))
    if (!effect) return
    tried.add(effect.id)
    const command = await performEffect(deps, effect)
    current = await recordOutcome(deps, { order: current, command, tried })
  }
}
