import type { Logger } from '@tradewind/service/logger.ts'
import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { EventStore } from '../event-deps.ts'
import { createLease, type Leasing } from './leased.ts'

const INTERVAL_MS = 250
const LEASE = 'event_relay'

interface Relaying extends Leasing {
  events: EventStore
  runtime: Runtime
  log: Logger
}

/**
 * Brings feed and search up to date, on one replica at a time. While nothing happens it writes nothing. A replica that
 * stops gives its lease back: who follows the feed at another one does not wait for it to end.
 */
export function startEventRelay(deps: Relaying): Loop {
  const { events, leases, owner, runtime, log } = deps
  const mayRelay = createLease(deps, LEASE)
  const loop = startLoop({
    name: 'event relay',
    interval_ms: INTERVAL_MS,
    runtime,
    log,
    look: async () => (await events.behind()) && (await mayRelay()) && events.relay(),
  })
  return {
    ...loop,
    async stop() {
      await loop.stop()
      await leases.release({ name: LEASE, owner }).catch((error) => log.warn({ err: error }, 'lease left to its end'))
    },
  }
}
