import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Deps } from '../deps.ts'
import { workNotices } from '../use-cases/work-notices.ts'

const INTERVAL_MS = 500
const SHORTEST_INTERVAL_MS = 100

/** Finds out what the gateway's notices mean. */
export function startNoticeWorker(deps: Deps): Loop {
  const { runtime, log, retry_scale } = deps
  const interval_ms = Math.max(SHORTEST_INTERVAL_MS, INTERVAL_MS * retry_scale)
  return startLoop({ name: 'notices', interval_ms, runtime, log, look: () => workNotices(deps) })
}
