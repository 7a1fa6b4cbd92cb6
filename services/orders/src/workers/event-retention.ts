import type { Logger } from '@tradewind/service/logger.ts'
import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import { type Runtime, toTimestamp } from '@tradewind/service/runtime.ts'
import type { EventStore } from '../event-deps.ts'
import { createLease, type Leasing } from './leased.ts'

const INTERVAL_MS = 600_000
const DAY_MS = 86_400_000
const BATCH = 500

interface Retaining extends Leasing {
  events: Pick<EventStore, 'deleteOld'>
  runtime: Runtime
  log: Logger
  days: number
}

/** Takes events out of the feed that are older than `days`, a batch at a time; an order's own history stays with it. */
export function startEventRetention(deps: Retaining): Loop {
  const { events, runtime, log, days } = deps
  const mayDelete = createLease(deps, 'event_retention')
  return startLoop({
    name: 'event retention',
    interval_ms: INTERVAL_MS,
    runtime,
    log,
    async look() {
      if (!(await mayDelete())) return false
      const made_before = toTimestamp(runtime.now() - days * DAY_MS)
      return (await events.deleteOld({ made_before, limit: BATCH })) === BATCH
    },
  })
}
