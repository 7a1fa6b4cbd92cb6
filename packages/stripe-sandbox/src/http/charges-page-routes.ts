import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { STYLE } from './charges-page-style.ts'
import { readQuery } from './read-call.ts'
import { readInteger } from './read-params.ts'
import { renderChargesPage } from './render-charges-page.ts'
import { readAfter } from './sandbox-routes.ts'

/** Nothing but the one style sheet may load, run, frame or be sent to. */
const POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** `GET /`: what was charged, for people. */
export async function chargesPageRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  const { read } = context.store

  app.get('/', async (request, reply) => {
    const params = readQuery(request)
    const limit = readInteger(params, 'limit', { min: 1, max: 500 }) ?? 50
    const after = readAfter(params)
    const rows = read.listCharges({ limit: limit + 1, newest_first: true, after })
    const page = rows.slice(0, limit)
    const last = page.at(-1)?.position
    const text = renderChargesPage({
      charges: page.map(({ object }) => JSON.parse(object) as Stripe.Charge),
      totals: read.listTotals(),
      older: rows.length > limit ? `/?limit=${limit}&after=${last}` : undefined,
      newest: after === undefined ? undefined : `/?limit=${limit}`,
    })
    return reply.headers(PAGE_HEADERS).send(text)
  })
}
