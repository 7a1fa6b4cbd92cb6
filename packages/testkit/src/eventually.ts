import { setTimeout as delay } from 'node:timers/promises'

interface Patience {
  /** 10,000 by default. */
  within_ms?: number
}

const PAUSE_MS = 20

/**
 * Tries `check` again until it answers something truthy (or nothing at all) without throwing, and answers that.
 * @throws the last failure once `within_ms` have passed
 */
export async function eventually<T>(check: () => T | Promise<T>, { within_ms = 10_000 }: Patience = {}): Promise<T> {
  const deadline = performance.now() + within_ms
  for (;;) {
    const tried = await attempt(check)
    if (!tried.failed) return tried.value
    if (performance.now() >= deadline) throw withBound(tried.error, within_ms)
    await delay(PAUSE_MS)
  }
}

type Tried<T> = { failed: false; value: T } | { failed: true; error: unknown }

async function attempt<T>(check: () => T | Promise<T>): Promise<Tried<T>> {
  try {
    const value = await check()
    // undefined comes of a check made of expects alone: it did not throw, so it holds.
    if (value || value === undefined) return { failed: false, value }
    return { failed: true, error: new Error(`the condition stayed ${JSON.stringify(value)}`) }
  } catch (error) {
    return { failed: true, error }
  }
}

/** The failure itself is kept, so that vitest still shows what was expected. */
function withBound(error: unknown, within_ms: number): unknown {
  if (error instanceof Error) error.message = `not within ${within_ms} ms: ${error.message}`
  return error
}
