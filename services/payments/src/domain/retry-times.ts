import { backoff_ms } from '@tradewind/service/backoff.ts'

const STEPS_S = [2, 5, 15, 60, 300]
const IN_USE_STEPS_S = [5]
const LEASE_MS = 15_000
const SHORTEST_LEASE_MS = 1_000
const QUIET_MS = 30_000

/** The instant of a decision, chance, and what all waits are multiplied by. */
export interface Clock {
  now: number
  random: () => number
  retry_scale: number
}

/** Longer than the gateway is waited for. Only speed rests on it: what is right rests on fence and gateway key. */
export const leaseEnd = ({ now, retry_scale }: Pick<Clock, 'now' | 'retry_scale'>): number =>
  now + Math.max(SHORTEST_LEASE_MS, LEASE_MS * retry_scale)

export const nextTryAt = (tries: number, { now, random, retry_scale }: Clock): number =>
  now + backoff_ms(STEPS_S, tries, random, retry_scale)

/** Our own earlier send is under way at the gateway, which holds it for a minute at most. */
export const askAgainAt = ({ now, random, retry_scale }: Clock): number =>
  now + backoff_ms(IN_USE_STEPS_S, 1, random, retry_scale)

/** So long after a send nothing of it can still be under way. */
export const quiet_ms = (retry_scale: number): number => QUIET_MS * retry_scale
