import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { type Reconciliation, runLeaseEnd } from '../domain/reconciliation.ts'
import { nextTryAt } from '../domain/retry-times.ts'
import type { Reconciling } from '../use-cases/reconciling.ts'
import { scheduleReconciliation } from '../use-cases/schedule-reconciliation.ts'
import { stepReconciliation } from '../use-cases/step-reconciliation.ts'

const INTERVAL_MS = 2_000
const SHORTEST_INTERVAL_MS = 200

/** Makes the hourly run, and brings every run that nobody works at to its end, a page a look. */
export function startReconciler(deps: Reconciling & Pick<Deps, 'log'>): Loop {
  const { runtime, log, retry_scale } = deps
  let held: Reconciliation | undefined
  return startLoop({
    name: 'reconciler',
    interval_ms: Math.max(SHORTEST_INTERVAL_MS, INTERVAL_MS * retry_scale),
    runtime,
    log,
    async look() {
      held ??= await claim(deps)
      if (!held) return (await scheduleReconciliation(deps)) !== undefined
      held = await stepSafely(deps, held)
      return held !== undefined
    },
  })
}

function claim({ reconciliation, runtime, retry_scale }: Reconciling): Promise<Reconciliation | undefined> {
  const now = runtime.now()
  const lease_end = toTimestamp(runLeaseEnd({ now, retry_scale }))
  return reconciliation.claim({ now: toTimestamp(now), lease_end })
}

/** The run while it goes on; one that fails (the gateway is away) is let go, and comes back after a while. */
async function stepSafely(
  deps: Reconciling & Pick<Deps, 'log'>,
  run: Reconciliation,
): Promise<Reconciliation | undefined> {
  try {
    const moved = await stepReconciliation(deps, run)
    return moved?.status === 'running' ? moved : undefined
  } catch (error) {
    deps.log.warn({ err: error, run_id: run.id }, 'reconciliation goes on later')
    const { runtime, retry_scale } = deps
    const again = nextTryAt(RETRY, { now: runtime.now(), random: runtime.random, retry_scale })
    await deps.reconciliation.advance({ run: { ...run, lease_end: toTimestamp(again), last_error: String(error) } })
    return undefined
  }
}

/** The second step of the back-off, 5 s. */
const RETRY = 2
