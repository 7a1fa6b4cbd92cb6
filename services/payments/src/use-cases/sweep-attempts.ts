import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { type Attempt, subjectOf } from '../domain/attempt.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { resolveAttempt } from './resolve-attempt.ts'

/** At once: a gateway that comes back is not to be run over. */
const BATCH = 8

/** Takes up attempts that a crash, a timeout or a gateway that was away has left without an end; true when more may be. */
export async function sweepAttempts(deps: Deps): Promise<boolean> {
  const { store, runtime, retry_scale } = deps
  const now = runtime.now()
  const lease_end = toTimestamp(leaseEnd({ now, retry_scale }))
  const due = await store.claimDue({ now: toTimestamp(now), lease_end, limit: BATCH })
  if (due.length === 0) return false
  failpoint('payments.after_claim')
  await Promise.all(due.map((attempt) => resolveSafely(deps, attempt)))
  return due.length === BATCH
}

/** One that fails is tried again when its lease ends, and holds up no other. */
async function resolveSafely(deps: Deps, attempt: Attempt): Promise<void> {
  try {
    await deps.runs.start(subjectOf(attempt), () => resolveAttempt(deps, attempt))
  } catch (error) {
    deps.log.error({ err: error, attempt_id: attempt.id }, 'attempt not resolved, tries again')
  }
}
