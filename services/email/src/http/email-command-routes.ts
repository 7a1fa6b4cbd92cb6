import {
  CancelEmailsRequest,
  CanceledEmails,
  Email,
  ErasedEmails,
  EraseEmailsRequest,
} from '@tradewind/contracts/emails.ts'
import { clientOf } from '@tradewind/service/auth.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { readIdempotencyKey } from '@tradewind/service/idempotency-key.ts'
import type { Deps } from '../deps.ts'
import { toEmail } from '../domain/stored-email.ts'
import { cancelEmail, cancelEmails, eraseEmails } from '../use-cases/change-emails.ts'
import { EmailPath } from './email-schemas.ts'

/** `POST /emails/cancel`, `POST /emails/erase`, `POST /emails/:id/cancel`. */
export async function emailCommandRoutes(app: App, deps: Deps): Promise<void> {
  const config = { scope: 'emails:write' }

  const cancelAll = { config, schema: { body: CancelEmailsRequest, response: { 200: CanceledEmails } } }
  app.post('/emails/cancel', cancelAll, async (request, reply) => {
    const { changed, replayed } = await cancelEmails(deps, keyOf(request), request.body)
    if (replayed) reply.header('idempotent-replayed', 'true')
    return { canceled: changed }
  })

  const erase = { config, schema: { body: EraseEmailsRequest, response: { 200: ErasedEmails } } }
  app.post('/emails/erase', erase, async (request, reply) => {
    const { changed, replayed } = await eraseEmails(deps, keyOf(request), request.body)
    if (replayed) reply.header('idempotent-replayed', 'true')
    return { erased: changed }
  })

  const cancelOne = { config, schema: { params: EmailPath, response: { 200: Email } } }
  app.post('/emails/:id/cancel', cancelOne, async (request, reply) => {
    const { email, replayed } = await cancelEmail(deps, keyOf(request), request.params.id)
    if (replayed) reply.header('idempotent-replayed', 'true')
    return toEmail(email)
  })
}

const keyOf = (request: Parameters<typeof clientOf>[0]) => ({
  client_id: clientOf(request).id,
  idempotency_key: readIdempotencyKey(request.headers['idempotency-key']),
})
