import type { InboxEntry } from '../deps.ts'
import { type Html, html } from './html.ts'
import { INBOX_STYLE } from './inbox-style.ts'

type View = 'html' | 'text' | 'source'

interface InboxPage {
  entries: InboxEntry[]
  next_cursor: string | null
  opened: InboxEntry | undefined
  /** The opened mail's source; empty unless that is the view. */
  source: string
  to: string
  view: View
  after: string | undefined
}

/** The inbox as a web page that needs no script: the list at the left, one mail at the right. */
export function renderInboxPage(page: InboxPage): string {
  const { opened, entries, to } = page
  const waiting = entries.length === 0 && to === ''
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${waiting && html`<meta http-equiv="refresh" content="5">`}
<title>${opened ? `${opened.content.subject} · Inbox` : 'Inbox'}</title>
<style>${INBOX_STYLE}</style>
</head>
<body>
${renderList(page)}
${opened ? renderMessage(opened, page) : renderNothing(waiting)}
</body>
</html>`.text
}

function renderList(page: InboxPage): Html {
  const { entries, next_cursor, to } = page
  return html`<nav aria-label="Messages">
<header><h1><a href="/inbox">Inbox</a></h1><a class="refresh" href="${linkTo({ to })}">Refresh</a></header>
<form action="/inbox" role="search">
<input type="search" name="to" value="${to}" placeholder="Recipient, e.g. ada@example.com" aria-label="Recipient">
<button>Search</button>
</form>
${entries.length === 0 && html`<p class="empty">${to ? `No mail to ${to}.` : 'No mail yet.'}</p>`}
<ol>${entries.map((entry) => renderRow(entry, page))}</ol>
${next_cursor && html`<a class="older" href="${linkTo({ to, after: next_cursor })}">Older messages</a>`}
</nav>`
}

function renderRow({ id, received_at, email, content }: InboxEntry, { opened, to, after }: InboxPage): Html {
  const current = id === opened?.id
  return html`<li><a href="${linkTo({ to, after, message: id })}"${current && html` aria-current="true"`}>
<span class="to">${email.to.name ?? email.to.email}</span>
<time datetime="${received_at}">${toShortTime(received_at)}</time>
<span class="subject">${content.subject}</span>
<span class="address">${email.to.email}</span>
</a></li>`
}

function renderMessage(opened: InboxEntry, page: InboxPage): Html {
  const { id, received_at, email, content } = opened
  return html`<main>
<header>
<h2>${content.subject}</h2>
<dl>
<dt>From</dt><dd>${toAddressText(email.from)}</dd>
<dt>To</dt><dd>${toAddressText(email.to)}</dd>
<dt>Date</dt><dd><time datetime="${received_at}">${received_at.replace('T', ' ').slice(0, 19)} UTC</time></dd>
<dt>About</dt><dd>${email.reference} · <code>${email.template}</code></dd>
</dl>
<div class="tabs">${(['html', 'text', 'source'] as const).map((view) => renderTab(view, { opened, page }))}
<a class="download" href="/inbox/messages/${id}/eml" download="${id}.eml">Download .eml</a></div>
</header>
${renderBody(opened, page)}
</main>`
}

const LABEL_OF: Record<View, string> = { html: 'Mail', text: 'Text', source: 'Source and headers' }

function renderTab(view: View, { opened, page }: { opened: InboxEntry; page: InboxPage }): Html {
  const { to, after } = page
  const current = view === page.view
  const href = linkTo({ to, after, message: opened.id, view })
  return html`<a href="${href}"${current && html` aria-current="page"`}>${LABEL_OF[view]}</a>`
}

function renderBody({ id, content }: InboxEntry, { view, source }: InboxPage): Html {
  if (view === 'text') return html`<pre>${content.text}</pre>`
  if (view === 'source') return html`<pre class="source">${source}</pre>`
  return html`<iframe title="The mail" sandbox="" src="/inbox/messages/${id}/html"></iframe>`
}

const renderNothing = (waiting: boolean): Html => html`<main class="nothing"><div>
<h2>${waiting ? 'Nothing here yet' : 'No message'}</h2>
<p>${waiting ? 'Place an order: its mail shows up here within a second.' : 'Choose one from the list.'}</p>
</div></main>`

const toAddressText = ({ name, email }: { name: string | null; email: string }): string =>
  name ? `${name} <${email}>` : email

/** "23 Nov, 14:05", in UTC as everything the server says. */
function toShortTime(timestamp: string): string {
  const format: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
  return new Date(timestamp).toLocaleString('en-GB', { ...format, timeZone: 'UTC' })
}

function linkTo(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? '/inbox' : `/inbox?${new URLSearchParams(given)}`
}
