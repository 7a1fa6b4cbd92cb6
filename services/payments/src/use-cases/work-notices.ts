import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { leaseEnd, nextTryAt } from '../domain/retry-times.ts'
import type { DueNotice } from '../notice-deps.ts'
import { handleNotice } from './handle-notice.ts'
import type { Verdict } from './verdict.ts'

const BATCH = 32
/** As long as Stripe repeats a webhook: what nobody of ours was meant by then stays visible as expired. */
const PARKED_MS = 3 * 24 * 3_600_000

/** Handles the notices that are due; true when there may be more. */
export async function workNotices(deps: Deps): Promise<boolean> {
  const { notices, gateway, runtime, retry_scale } = deps
  const now = runtime.now()
  const lease_end = toTimestamp(leaseEnd({ now, retry_scale }))
  const claim = { gateway: gateway.name, now: toTimestamp(now), lease_end, limit: BATCH }
  const due = await notices.claimDue(claim)
  if (due.length === 0) return false
  const verdicts = await Promise.all(due.map((notice) => handleNotice(deps, notice)))
  failpoint('payments.after_notices')
  const done = due.filter((_, index) => verdicts[index]?.kind === 'done').map(({ id }) => id)
  await notices.finish({ gateway: gateway.name, ids: done, status: 'done' })
  for (const [index, verdict] of verdicts.entries()) await keep(deps, { notice: due[index], verdict })
  return due.length === BATCH
}

async function keep({ notices, gateway, runtime, retry_scale }: Deps, { notice, verdict }: Kept): Promise<void> {
  if (!notice || verdict.kind === 'done') return
  const { kind, reason } = verdict
  const now = runtime.now()
  if (kind === 'park' && now - Date.parse(notice.received_at) > PARKED_MS * retry_scale) {
    return notices.finish({ gateway: gateway.name, ids: [notice.id], status: 'expired' })
  }
  const next_at = toTimestamp(nextTryAt(notice.tries + 1, { now, random: runtime.random, retry_scale }))
  const status = kind === 'park' ? 'parked' : 'received'
  await notices.postpone({ gateway: gateway.name, id: notice.id, status, next_at, reason })
}

interface Kept {
  notice: DueNotice | undefined
  verdict: Verdict
}
