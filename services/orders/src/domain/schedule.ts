import { WAITING } from './effects.ts'
import type { Effect, StoredOrder } from './order.ts'

export const isDue = ({ next_at }: Effect, now: string): boolean => next_at === undefined || next_at <= now

/** When the first of the order's effects is due; `now` when one already is. */
export function firstDue({ effects }: StoredOrder, now: string): string {
  const times = effects.map(({ next_at }) => next_at ?? now).sort()
  return times[0] === undefined || times[0] < now ? now : times[0]
}

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
