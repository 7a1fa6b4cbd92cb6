import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { DeliveryDeps, Peer, PeerSession, StoredContent } from '../deps.ts'
import { composeMail } from '../domain/compose-mail.ts'
import { concludeAttempt } from '../domain/conclude-attempt.ts'
import { leaseOf_ms } from '../domain/lease.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import { renderOrFail } from './render-or-fail.ts'

type PeerDeps = DeliveryDeps & { transport: Peer }

/** One attempt by a peer: connect, commit that the mail is being handed over, hand it over, commit the answer. */
export async function sendByPeer(deps: PeerDeps, email: StoredEmail): Promise<void> {
  const mail = await prepareMail(deps, email)
  if (!mail) return
  const connection = await deps.transport.connect()
  if (connection.kind === 'not_sent') return conclude(deps, email, { kind: 'deferred', error: connection.error })
  try {
    if (!(await commitHandover(deps, email, mail))) {
      deps.log.warn({ email_id: email.id }, 'email was taken over before it was sent')
      return
    }
    failpoint('email.after_handover')
    const outcome = await send(connection.session, email, mail.content)
    failpoint('email.after_send')
    await conclude(deps, email, outcome)
  } finally {
    connection.session.close()
  }
}

interface Mail {
  content: StoredContent
  /** Whether an earlier handover stored it: then these bytes may be with the peer, and go out again as they are. */
  stored: boolean
}

async function prepareMail(deps: PeerDeps, email: StoredEmail): Promise<Mail | undefined> {
  const stored = email.attempt_count > 0 ? await deps.store.findContent(email.id) : undefined
  if (stored) return { content: stored, stored: true }
  const rendered = await renderOrFail(deps, email)
  return rendered && { content: { ...rendered, eml: await composeMail(email, rendered) }, stored: false }
}

function commitHandover(deps: PeerDeps, email: StoredEmail, { content, stored }: Mail): Promise<boolean> {
  const { runtime, transport, store, retry_scale } = deps
  const now_ms = runtime.now()
  return store.handOver({
    ...{ email, provider: transport.name, content: stored ? null : content },
    now: toTimestamp(now_ms),
    lease_end: toTimestamp(now_ms + leaseOf_ms(transport, retry_scale)),
  })
}

async function send(session: PeerSession, email: StoredEmail, content: StoredContent): Promise<Outcome> {
  const eml = content.eml ?? (await composeMail(email, content))
  return session.send({ from: email.from.email, to: email.to.email, eml })
}

async function conclude(deps: PeerDeps, email: StoredEmail, outcome: Outcome): Promise<void> {
  const { runtime, retry_scale, store, transport, log } = deps
  const moment = { now_ms: runtime.now(), random: runtime.random, retry_scale }
  const error = 'error' in outcome ? outcome.error : null
  const attempt = { provider: transport.name, outcome: outcome.kind, error }
  const held = await store.finish(email, concludeAttempt(email, outcome, moment), attempt)
  failpoint('email.after_finish')
  if (error || !held) log.warn({ email_id: email.id, outcome, held }, 'email was not accepted')
}
