import type { Deps, Result } from '../deps.ts'

const LONGEST_WAIT_MS = 10_000
/** Left for the answer to reach a caller who stops waiting at the deadline. */
const ANSWER_MS = 50

interface Awaited {
  run: Promise<Result>
  /** When the caller stops waiting, milliseconds since 1970. */
  deadline: number | undefined
}

/** The run's result; undefined when it takes longer than the caller waits: it goes on by itself. */
export async function awaitRun({ runtime }: Deps, { run, deadline }: Awaited): Promise<Result | undefined> {
  const enough = new AbortController()
  const late = runtime.sleep(left_ms(runtime.now(), deadline), enough.signal)
  try {
    return await Promise.race([run, late.then(() => undefined)])
  } finally {
    enough.abort('answered')
  }
}

/** How much longer the caller waits. */
export function left_ms(now: number, deadline = Infinity): number {
  return Math.max(0, Math.min(deadline - now - ANSWER_MS, LONGEST_WAIT_MS))
}
