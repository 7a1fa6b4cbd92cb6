import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Deps } from '../deps.ts'
import { LARGEST_BLOCK, sealLedger } from '../use-cases/seal-ledger.ts'
import { holdLease } from './hold-lease.ts'

const INTERVAL_MS = 3_000
const SHORTEST_INTERVAL_MS = 200

/** Seals what the ledger has got since, every few seconds, one replica at a time. */
export function startLedgerSealer(deps: Pick<Deps, 'ledger' | 'leases' | 'runtime' | 'log' | 'retry_scale'>): Loop {
  const { ledger, runtime, log, retry_scale } = deps
  const isOurs = holdLease({ ...deps, name: 'ledger-seals' })
  return startLoop({
    name: 'ledger-seals',
    interval_ms: Math.max(SHORTEST_INTERVAL_MS, INTERVAL_MS * retry_scale),
    runtime,
    log,
    async look() {
      if (!(await ledger.hasUnsealed()) || !(await isOurs())) return false
      return (await sealLedger(deps)) === LARGEST_BLOCK
    },
  })
}
