import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { VIEWS } from './overview-views.ts'
import { sendPage } from './page.ts'
import { readQuery } from './read-call.ts'
import { readInteger, readOneOf } from './read-params.ts'
import { renderOverview } from './render-overview.ts'
import { readAfter } from './sandbox-routes.ts'

/** `GET /`: what was charged, and what became of it, for people. */
export async function overviewRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  const { read } = context.store

  app.get('/', async (request, reply) => {
    const params = readQuery(request)
    const limit = readInteger(params, 'limit', { min: 1, max: 500 }) ?? 50
    const after = readAfter(params)
    const name = readOneOf(params, 'view', NAMES) ?? 'charges'
    const view = VIEWS[name]
    const rows = view.read(read, { limit: limit + 1, after })
    const page = rows.slice(0, limit)
    const base = `/?view=${name}&limit=${limit}`
    const body = renderOverview({
      name,
      view,
      rows: page.map(({ cells }) => cells),
      totals: read.listTotals(),
      balances: read.listBalances(),
      older: rows.length > limit ? `${base}&after=${page.at(-1)?.position}` : undefined,
      newest: after === undefined ? undefined : base,
    })
    return sendPage(reply, { title: view.title, body })
  })
}

const NAMES = Object.keys(VIEWS) as (keyof typeof VIEWS)[]
