import { AppError } from '@tradewind/service/app-error.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import type { Reconciliation } from '../domain/reconciliation.ts'

interface Requested {
  /** RFC 3339 UTC. */
  from: string
  /** Now, when not given or later. */
  to: string | undefined
  requested_by: string
  /** The same key again is the same run. */
  request_key: string | null
}

/** @throws AppError `validation_failed` for a window that ends before it begins */
export async function requestReconciliation(
  { reconciliation, runtime }: Pick<Deps, 'reconciliation' | 'runtime'>,
  { from, to, requested_by, request_key }: Requested,
): Promise<Reconciliation> {
  const now = toTimestamp(runtime.now())
  const end = to === undefined || to > now ? now : to
  if (from >= end) throw emptyWindow()
  const run = beginReconciliation({ id: runtime.newId('rec'), from, to: end, requested_by, now })
  if (await reconciliation.create(run, request_key)) return run
  const known = request_key && (await reconciliation.findByRequest(request_key))
  if (!known) throw new Error(`reconciliation of ${request_key} is not there`)
  return known
}

interface Beginning extends Pick<Reconciliation, 'id' | 'from' | 'to' | 'requested_by'> {
  now: string
}

/** Nobody works at it yet. */
const beginReconciliation = ({ now, ...run }: Beginning): Reconciliation => ({
  ...run,
  status: 'running',
  phase: 'intents',
  position: '',
  fence: 0,
  lease_end: now,
  intents: 0,
  movements: 0,
  payments: 0,
  breaks_total: 0,
  last_error: null,
  created_at: now,
  finished_at: null,
})

function emptyWindow(): AppError {
  const fault = { pointer: '/from', code: 'window_empty', detail: 'must be before to, and in the past' }
  return new AppError('invalid', 'validation_failed', 'The window is empty.', { faults: [fault] })
}
