import { email, id } from '@tradewind/contracts/text.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { Type } from 'typebox'
import type { Deps, InboxEntry } from '../deps.ts'
import { composeMail, readHeaders } from '../domain/compose-mail.ts'
import { CONTENT_POLICY } from './content-policy.ts'
import { toPage } from './page.ts'

const Query = Type.Object(
  {
    to: Type.Optional(email),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
    after: Type.Optional(id('msg')),
  },
  { additionalProperties: false },
)

const Path = Type.Object({ id: id('msg') })

/** The mails in the inbox for a program to read, one row per delivery, newest first. */
export async function inboxRoutes(app: App, { store }: Deps): Promise<void> {
  const config = { scope: 'public' }

  async function findEntry(message: string): Promise<InboxEntry> {
    const entry = await store.findInbox(message)
    if (entry) return entry
    throw new AppError('not_found', 'message_not_found', `There is no message ${message}.`)
  }

  app.get('/inbox/messages', { config, schema: { querystring: Query } }, async ({ query }, reply) => {
    const entries = await store.listInbox({ ...query, limit: query.limit + 1 })
    const { data, next_cursor } = toPage(entries, query.limit)
    if (next_cursor) {
      const next = new URLSearchParams({ ...query, limit: String(query.limit), after: next_cursor })
      reply.header('link', `</inbox/messages?${next}>; rel="next"`)
    }
    return { data: data.map(toMessage) }
  })

  app.get('/inbox/messages/:id/html', { config, schema: { params: Path } }, async ({ params }, reply) => {
    const { content } = await findEntry(params.id)
    return reply.headers(CONTENT_POLICY).type('text/html; charset=utf-8').send(content.html)
  })

  app.get('/inbox/messages/:id/eml', { config, schema: { params: Path } }, async ({ params }, reply) => {
    const { email: sent, content } = await findEntry(params.id)
    return reply
      .headers(CONTENT_POLICY)
      .type('message/rfc822')
      .send(await composeMail(sent, content))
  })
}

function toMessage({ id: message, received_at, email: sent, content }: InboxEntry) {
  const { subject, html, text } = content
  const { message_id, to } = sent
  return {
    id: message,
    to: to.email,
    subject,
    message_id,
    received_at,
    html,
    text,
    headers: readHeaders(sent, content),
  }
}
