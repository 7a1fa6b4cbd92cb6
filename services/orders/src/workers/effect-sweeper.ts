import { failpoint } from '@tradewind/service/failpoint.ts'
import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { EffectDeps, EffectRunner } from '../deps.ts'
import { leaseEnd } from '../use-cases/lease-times.ts'

const INTERVAL_MS = 1_000
const SHORTEST_INTERVAL_MS = 100
const BATCH = 50

interface Sweeping extends Pick<EffectDeps, 'store' | 'runtime' | 'log' | 'owner' | 'retry_scale'> {
  runner: EffectRunner & { room(): number }
}

/** Takes up effects whose time has come, or whose replica died with their lease. */
export function startEffectSweeper(deps: Sweeping): Loop {
  const { store, runtime, log, owner, runner } = deps
  return startLoop({
    name: 'effects',
    interval_ms: Math.max(SHORTEST_INTERVAL_MS, INTERVAL_MS * deps.retry_scale),
    runtime,
    log,
    async look() {
      const limit = Math.min(BATCH, runner.room())
      if (limit === 0) return false
      const due = await store.claimDue({ now: toTimestamp(runtime.now()), until: leaseEnd(deps), owner, limit })
      if (due.length > 0) failpoint('orders.after_claim')
      for (const order of due) runner.run(order)
      return due.length === limit
    },
  })
}
