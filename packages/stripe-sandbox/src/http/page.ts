import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { Html, html } from './html.ts'
import { STYLE } from './page-style.ts'

interface Page {
  title: string
  body: Html
  /** Where its forms may lead, also by a redirect: sources of the content security policy. */
  form_targets?: string[]
}

/** Nothing but the one style sheet may load, run or frame it. */
export function sendPage(reply: FastifyReply, { title, body, form_targets = ["'none'"] }: Page): FastifyReply {
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action ${form_targets.join(' ')}; frame-ancestors 'none'`
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Stripe sandbox</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`.text
  return reply.headers({ ...HEADERS, 'content-security-policy': policy }).send(text)
}

const STYLE_HASH = hash('sha256', STYLE, 'base64')
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}
