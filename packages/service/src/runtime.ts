import { createIds } from './ids.ts'

/** Time, ids and chance: all that would make two runs of one seed differ. Tests give their own. */
export interface Runtime {
  /** Milliseconds since 1970. */
  now(): number
  newId(prefix: string): string
  /** 0 ≤ x < 1. */
  random(): number
  /** Ends early, without an error, when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export function createRuntime(): Runtime {
  return {
    now: Date.now,
    newId: createIds(Date.now),
    random: Math.random,
    sleep,
  }
}

/** Node's own promised timer makes an error, with its stack, at every abort: too much for one in each request. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
}

/** Milliseconds since 1970 → RFC 3339 UTC with milliseconds; such texts sort as the times do. */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString()
}
