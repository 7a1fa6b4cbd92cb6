import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Deps } from '../deps.ts'
import { assignPayout } from '../use-cases/assign-payout.ts'
import { type Importing, importBalance } from '../use-cases/import-balance.ts'
import { holdLease } from './hold-lease.ts'

const INTERVAL_MS = 15_000
const SHORTEST_INTERVAL_MS = 500

/** Brings what the gateway has booked into our books, one replica at a time. */
export function startBalanceImporter(deps: Importing & Pick<Deps, 'leases' | 'log' | 'retry_scale'>): Loop {
  const { runtime, log, retry_scale } = deps
  const isOurs = holdLease({ ...deps, name: 'balance-import' })
  return startLoop({
    name: 'balance-import',
    interval_ms: Math.max(SHORTEST_INTERVAL_MS, INTERVAL_MS * retry_scale),
    runtime,
    log,
    async look() {
      if (!(await isOurs())) return false
      return (await importBalance(deps)) || assignPayout(deps)
    },
  })
}
