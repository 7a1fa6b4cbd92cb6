import { Email, EmailRequest } from '@tradewind/contracts/emails.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { clientOf } from '@tradewind/service/auth.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { readIdempotencyKey } from '@tradewind/service/idempotency-key.ts'
import type { Deps } from '../deps.ts'
import { composeMail } from '../domain/compose-mail.ts'
import { type StoredEmail, toEmail } from '../domain/stored-email.ts'
import { acceptEmail } from '../use-cases/accept-email.ts'
import { CONTENT_POLICY } from './content-policy.ts'
import { ContentQuery, EmailList, EmailPath, EmailQuery } from './email-schemas.ts'
import { toPage } from './page.ts'

/** Attachments travel in the body. */
const BODY_LIMIT = 15 * 1024 * 1024

const TYPE_OF = { html: 'text/html; charset=utf-8', text: 'text/plain; charset=utf-8', eml: 'message/rfc822' }

/** `POST /emails`, `GET /emails`, `GET /emails/:id`, `GET /emails/:id/content`. */
export async function emailRoutes(app: App, deps: Deps): Promise<void> {
  const write = {
    config: { scope: 'emails:write' },
    bodyLimit: BODY_LIMIT,
    schema: { body: EmailRequest, response: { 202: Email } },
  }
  app.post('/emails', write, async (request, reply) => {
    const idempotency_key = readIdempotencyKey(request.headers['idempotency-key'])
    const client_id = clientOf(request).id
    const { email, replayed } = await acceptEmail(deps, { client_id, idempotency_key, request: request.body })
    if (replayed) reply.header('idempotent-replayed', 'true')
    return reply.code(202).header('location', `/emails/${email.id}`).send(toEmail(email))
  })

  const list = { config: { scope: 'emails:read' }, schema: { querystring: EmailQuery, response: { 200: EmailList } } }
  app.get('/emails', list, async ({ query }) => {
    const emails = await deps.store.list({ ...query, limit: query.limit + 1 })
    return toPage(emails.map(toEmail), query.limit)
  })

  const one = { config: { scope: 'emails:read' }, schema: { params: EmailPath, response: { 200: Email } } }
  app.get('/emails/:id', one, async ({ params }) => toEmail(await findEmail(deps, params.id)))

  const content = { config: { scope: 'emails:read' }, schema: { params: EmailPath, querystring: ContentQuery } }
  app.get('/emails/:id/content', content, async ({ params, query: { format } }, reply) => {
    const body = await readContent(deps, params.id, format)
    return reply.headers(CONTENT_POLICY).type(TYPE_OF[format]).send(body)
  })
}

async function findEmail(deps: Deps, id: string): Promise<StoredEmail> {
  const email = await deps.store.find(id)
  if (email) return email
  throw new AppError('not_found', 'email_not_found', `There is no email ${id}.`)
}

async function readContent(deps: Deps, id: string, format: 'html' | 'text' | 'eml'): Promise<string> {
  const email = await findEmail(deps, id)
  if (email.erased_at) throw new AppError('conflict', 'email_erased', 'The content of the email was erased.')
  const content = await deps.store.findContent(id)
  if (!content) throw new AppError('conflict', 'email_not_rendered', 'The email has not been rendered yet.')
  return format === 'eml' ? (content.eml ?? composeMail(email, content)) : content[format]
}
