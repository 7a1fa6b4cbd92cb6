import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { domainOf, type MailAddress } from './mail-address.ts'
import type { StoredEmail } from './stored-email.ts'

const EXPIRY_MS = 72 * 3_600_000

interface Acceptance {
  id: string
  now_ms: number
  template: { version: string; category: StoredEmail['category'] }
  mail_from: MailAddress
  client_id: string
  idempotency_key: string
  request_hash: string
  /** Until then the accepting process holds the email and sends it; null: it waits in the table. */
  held_until: string | null
}

/** An email as it is accepted; all that a re-send must repeat is fixed here. */
export function newEmail(request: EmailRequest, acceptance: Acceptance): StoredEmail {
  const { id, now_ms, template, mail_from, held_until, client_id, idempotency_key, request_hash } = acceptance
  const now = toTimestamp(now_ms)
  const scheduled_at = request.scheduled_at ? toTimestamp(Date.parse(request.scheduled_at)) : null
  const category = request.category ?? template.category
  return {
    ...{ id, client_id, idempotency_key, request_hash },
    ...{ reference: request.reference, template: request.template, template_version: template.version },
    ...{ locale: request.locale ?? 'en', timezone: request.timezone ?? 'UTC', data: request.data },
    to: toAddress(request.to),
    from: request.from ? toAddress(request.from) : mail_from,
    reply_to: request.reply_to ? toAddress(request.reply_to) : null,
    ...{ category, lane: category === 'transactional' ? 'transactional' : 'bulk' },
    ...{ scheduled_at, expires_at: expiryOf(request, scheduled_at ?? now) },
    ...queuedAt({ now, scheduled_at, held_until }),
    ...{ message_id: `<${id}@${domainOf(mail_from)}>`, provider: null, attempt_count: 0, last_error: null },
    ...{ metadata: request.metadata ?? {}, created_at: now, updated_at: now, erased_at: null },
  }
}

const toAddress = ({ email, name }: { email: string; name?: string }): MailAddress => ({ email, name: name ?? null })

function expiryOf({ expires_at }: EmailRequest, from: string): string {
  return toTimestamp(expires_at ? Date.parse(expires_at) : Date.parse(from) + EXPIRY_MS)
}

type Queued = Pick<StoredEmail, 'status' | 'next_at' | 'phase' | 'fence'>

/** A held email has its first fence and lease from the start: no claim is needed to send it. */
function queuedAt(times: { now: string; scheduled_at: string | null; held_until: string | null }): Queued {
  const { now, scheduled_at, held_until } = times
  if (scheduled_at !== null && scheduled_at > now) {
    return { status: 'scheduled', next_at: scheduled_at, phase: 'open', fence: 0 }
  }
  return { status: 'queued', next_at: held_until ?? now, phase: 'open', fence: held_until === null ? 0 : 1 }
}
