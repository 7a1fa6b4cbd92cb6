import type { Logger } from '@tradewind/service/logger.ts'
import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { EventStore } from '../deps.ts'
import { createLease, type Leasing } from './leased.ts'

const INTERVAL_MS = 250

interface Relaying extends Leasing {
  events: EventStore
  runtime: Runtime
  log: Logger
}

/** Brings feed and search up to date, on one replica at a time. While nothing happens it writes nothing. */
export function startEventRelay(deps: Relaying): Loop {
  const { events, runtime, log } = deps
  const mayRelay = createLease(deps, 'event_relay')
  return startLoop({
    name: 'event relay',
    interval_ms: INTERVAL_MS,
    runtime,
    log,
    look: async () => (await events.behind()) && (await mayRelay()) && events.relay(),
  })
}
