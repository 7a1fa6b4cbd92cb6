import type { Deps, Subject } from '../deps.ts'
import { left_ms } from './await-run.ts'
import { inFlight } from './in-flight.ts'

const INTERVAL_MS = 100

interface Elsewhere {
  subject: Subject
  deadline: number | undefined
}

/**
 * Until the attempt that another replica has under way is over, or known to be unknown.
 * @throws AppError `idempotency_in_flight` when that takes longer than the caller waits
 */
export async function awaitElsewhere({ store, runtime }: Deps, { subject, deadline }: Elsewhere): Promise<void> {
  const until = runtime.now() + left_ms(runtime.now(), deadline)
  while ((await store.findOpen(subject))?.status === 'sent') {
    if (runtime.now() >= until) throw inFlight()
    await runtime.sleep(Math.min(INTERVAL_MS, until - runtime.now()))
  }
}
