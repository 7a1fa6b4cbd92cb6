import { WAITING } from './effects.ts'
import type { Effect, StoredOrder } from './order.ts'

/** Those of the order's effects whose time has come. */
export const dueEffects = (order: StoredOrder, now: string): Effect[] =>
  order.effects.filter((effect) => isFree(order, effect) && (effect.next_at === undefined || effect.next_at <= now))

/** When the first of the order's effects is due; `now` when one already is. */
export function firstDue(order: StoredOrder, now: string): string {
  const free = order.effects.filter((effect) => isFree(order, effect))
  const times = free.map(({ next_at }) => next_at ?? now).sort()
  return times[0] === undefined || times[0] < now ? now : times[0]
}

/** A payment that is to be given up goes first: an order has one live payment, and the next charge needs its place. */
const isFree = ({ effects }: StoredOrder, { type }: Effect) =>
  type !== 'charge' || !effects.some((other) => other.type === 'void')

/** Gives a later time to what was tried in vain, and to what only waits: `later` says when, by type and attempts. */
export function schedule(before: StoredOrder, after: StoredOrder, later: (effect: Effect) => string): StoredOrder {
  if (after.effects === before.effects) return after
  const attempts = new Map(before.effects.map(({ id, attempts }) => [id, attempts]))
  const effects = after.effects.map((effect) => {
    const tried = effect.attempts > (attempts.get(effect.id) ?? 0)
    const waits = WAITING.has(effect.type) && effect.next_at === undefined && !attempts.has(effect.id)
    return tried || waits ? { ...effect, next_at: later(effect) } : effect
  })
  return { ...after, effects }
}
