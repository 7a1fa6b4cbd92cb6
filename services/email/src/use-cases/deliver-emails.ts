import { failpoint } from '@tradewind/service/failpoint.ts'
import type { DeliveryDeps } from '../deps.ts'
import { concludeAttempt, expire } from '../domain/conclude-attempt.ts'
import { toError } from '../domain/outcome.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import { deliverToInbox } from './deliver-to-inbox.ts'
import { sendByPeer } from './send-by-peer.ts'

/** Delivers emails whose fence and lease are ours: one attempt each. */
export async function deliverEmails(deps: DeliveryDeps, emails: StoredEmail[]): Promise<void> {
  failpoint('email.after_claim')
  const settled = await Promise.all(emails.map(async (email) => ((await settleUnsent(deps, email)) ? [] : [email])))
  const sendable = settled.flat()
  if (sendable.length === 0) return
  if (deps.transport.kind === 'inbox') return deliverToInbox(deps, sendable)
  const { transport } = deps
  await Promise.all(sendable.map((email) => sendByPeer({ ...deps, transport }, email)))
}

/** True when this is no time to send: a lease that ended in the middle of a handover, or a mail that is too late. */
async function settleUnsent(deps: DeliveryDeps, email: StoredEmail): Promise<boolean> {
  const { runtime, retry_scale, store } = deps
  const now_ms = runtime.now()
  if (email.phase === 'handover') {
    const outcome = { kind: 'unknown', error: toError('lease_ended') } as const
    const conclusion = concludeAttempt(email, outcome, { now_ms, random: runtime.random, retry_scale })
    const attempt = { provider: email.provider ?? '', outcome: outcome.kind, error: outcome.error }
    await store.finish(email, conclusion, attempt)
    return true
  }
  if (Date.parse(email.expires_at) > now_ms) return false
  await store.finish(email, expire(email, now_ms), null)
  return true
}
