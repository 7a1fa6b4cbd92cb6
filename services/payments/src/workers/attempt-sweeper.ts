import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Deps } from '../deps.ts'
import { sweepAttempts } from '../use-cases/sweep-attempts.ts'

const INTERVAL_MS = 1_000
const SHORTEST_INTERVAL_MS = 100

/** Ends what has no end yet. */
export function startAttemptSweeper(deps: Deps): Loop {
  const { runtime, log, retry_scale } = deps
  const interval_ms = Math.max(SHORTEST_INTERVAL_MS, INTERVAL_MS * retry_scale)
  return startLoop({ name: 'attempts', interval_ms, runtime, log, look: () => sweepAttempts(deps) })
}
