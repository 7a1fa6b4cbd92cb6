import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Deps } from '../deps.ts'
import { tellOrders } from '../use-cases/tell-orders.ts'

const INTERVAL_MS = 500
const SHORTEST_INTERVAL_MS = 100

/** Tells orders what has changed since it asked. */
export function startOrderTeller(deps: Deps): Loop {
  const { runtime, log, retry_scale } = deps
  const interval_ms = Math.max(SHORTEST_INTERVAL_MS, INTERVAL_MS * retry_scale)
  return startLoop({ name: 'order-teller', interval_ms, runtime, log, look: () => tellOrders(deps) })
}
