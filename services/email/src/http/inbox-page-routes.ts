import { id, line } from '@tradewind/contracts/text.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { composeMail } from '../domain/compose-mail.ts'
import { renderInboxPage } from './inbox-page.ts'
import { toPage } from './page.ts'

const Query = Type.Object(
  {
    to: Type.Optional(Type.Union([Type.Literal(''), line(254)])),
    message: Type.Optional(id('msg')),
    view: Type.Enum(['html', 'text', 'source'], { default: 'html' }),
    after: Type.Optional(id('msg')),
  },
  { additionalProperties: false },
)

const PAGE_LENGTH = 30

/** No script runs on this page; the mail itself is in a frame with a policy of its own. */
const PAGE_POLICY = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** `GET /inbox`: the mails that were "sent", for a person to read. */
export async function inboxPageRoutes(app: App, { store }: Deps): Promise<void> {
  const options = { config: { scope: 'public' }, schema: { querystring: Query, hide: true } }
  app.get('/inbox', options, async ({ query }, reply) => {
    const { to = '', after, message, view } = query
    const page = { limit: PAGE_LENGTH + 1, ...(to && { to }), ...(after && { after }) }
    const { data: entries, next_cursor } = toPage(await store.listInbox(page), PAGE_LENGTH)
    const opened = message ? await store.findInbox(message) : entries[0]
    const source = opened && view === 'source' ? await composeMail(opened.email, opened.content) : ''
    const text = renderInboxPage({ entries, next_cursor, opened, source, to, view, after })
    return reply.headers(PAGE_POLICY).type('text/html; charset=utf-8').send(text)
  })
}
