import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import { AppError, type Fault } from '@tradewind/service/app-error.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { leaseOf_ms } from '../domain/lease.ts'
import { newEmail } from '../domain/new-email.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import { readZoneFaults } from '../domain/zone-faults.ts'

interface Accepting {
  client_id: string
  idempotency_key: string
  request: EmailRequest
}

/**
 * Takes an email in one commit; it is sent at once or when it is due. The same key with the same body answers the
 * email as it is now.
 * @throws 422 `unknown_template`, `validation_failed`, `idempotency_key_reused`
 */
export async function acceptEmail(
  deps: Deps,
  { client_id, idempotency_key, request }: Accepting,
): Promise<{ email: StoredEmail; replayed: boolean }> {
  const template = checkRequest(deps, request)
  const request_hash = hashRequest(request)
  const now_ms = deps.runtime.now()
  const email = newEmail(request, {
    ...{ id: deps.runtime.newId('em'), now_ms, template, mail_from: deps.mail_from },
    ...{ client_id, idempotency_key, request_hash },
    held_until: deps.outbox.hasRoom() ? toTimestamp(now_ms + leaseOf_ms(deps.transport, deps.retry_scale)) : null,
  })
  if (!(await deps.store.add(email))) return replay(deps, email)
  failpoint('email.after_accept')
  deps.outbox.offer(email)
  return { email, replayed: false }
}

function checkRequest(deps: Deps, request: EmailRequest) {
  const template = deps.templates.find(request.template)
  if (!template) {
    const fault = { pointer: '/template', code: 'unknown_template', detail: 'is no template of ours' }
    throw new AppError('invalid', 'unknown_template', `There is no template ${request.template}.`, { faults: [fault] })
  }
  const faults: Fault[] = [...readZoneFaults(request), ...deps.templates.check(request.template, request.data)]
  if (faults.length === 0) return template
  throw new AppError('invalid', 'validation_failed', 'The request has faults; see errors.', { faults })
}

async function replay(deps: Deps, { client_id, idempotency_key, request_hash }: StoredEmail) {
  const email = await deps.store.findByKey(client_id, idempotency_key)
  if (email?.request_hash === request_hash) return { email, replayed: true }
  throw new AppError('invalid', 'idempotency_key_reused', 'This Idempotency-Key came with another body before.')
}
