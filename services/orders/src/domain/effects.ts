import type { Effect, Occasion, StoredOrder } from './order.ts'

/** They are there to ask again at their time, not because anything is left to do. */
export const WAITING: ReadonlySet<Effect['type']> = new Set(['await_payment', 'expire_payment'])

export type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>

/** `id` unless it is given: a refund's effect has the refund's. */
type NewEffect = {
  [Type in Effect['type']]: Pick<EffectOf<Type>, 'type' | 'payload'> & { id?: string; next_at?: string }
}[Effect['type']]

export function addEffect(order: StoredOrder, effect: NewEffect, { at, newId }: Occasion): StoredOrder {
  // There is nobody left to write to.
  if (effect.type === 'mail' && order.erased_at !== undefined) return order
  const added = { ...effect, id: effect.id ?? newId('eff'), attempts: 0, added_at: at }
  return { ...order, effects: [...order.effects, added] }
}

export const findEffect = (order: StoredOrder, effect_id: string): Effect | undefined =>
  order.effects.find(({ id }) => id === effect_id)

export function removeEffect(order: StoredOrder, effect_id: string): StoredOrder {
  return { ...order, effects: order.effects.filter(({ id }) => id !== effect_id) }
}

/** Notes an attempt that did not finish; the effect stays. */
export function noteAttempt(order: StoredOrder, effect_id: string, last_error: string): StoredOrder {
  const effects = order.effects.map((effect) =>
    effect.id === effect_id ? { ...effect, attempts: effect.attempts + 1, last_error } : effect,
  )
  return { ...order, effects }
}

/** Whether the outcome of a charge is still to come. */
export const awaitsCharge = (order: StoredOrder): boolean =>
  order.effects.some(({ type }) => type === 'charge' || type === 'find_charge')

/** Those of the order's effects that are about this payment of it. */
export function effectsOn(order: StoredOrder, payment_id: string): Effect[] {
  return order.effects.filter(({ payload }) => 'payment_id' in payload && payload.payment_id === payment_id)
}
