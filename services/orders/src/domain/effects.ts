import type { Effect, Occasion, StoredOrder } from './order.ts'

type NewEffect =
  | Pick<Extract<Effect, { type: 'charge' }>, 'type' | 'payload'>
  | Pick<Extract<Effect, { type: 'mail' }>, 'type' | 'payload'>

export function addEffect(order: StoredOrder, effect: NewEffect, { newId }: Occasion): StoredOrder {
  return { ...order, effects: [...order.effects, { ...effect, id: newId('eff'), attempts: 0 }] }
}

export const hasEffect = (order: StoredOrder, effect_id: string): boolean =>
  order.effects.some(({ id }) => id === effect_id)

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
export const awaitsCharge = (order: StoredOrder): boolean => order.effects.some(({ type }) => type === 'charge')
