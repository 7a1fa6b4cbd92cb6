import { AppError } from '@tradewind/service/app-error.ts'
import { clientOf } from '@tradewind/service/auth.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { readIdempotencyKey } from '@tradewind/service/idempotency-key.ts'
import type { Deps } from '../deps.ts'
import type { Reconciliation } from '../domain/reconciliation.ts'
import type { StoredBreak } from '../reconciliation-deps.ts'
import { requestReconciliation } from '../use-cases/request-reconciliation.ts'
import { resolveBreak } from '../use-cases/resolve-break.ts'
import {
  Break,
  BreakPage,
  BreakPath,
  BreakQuery,
  ResolveRequest,
  Run,
  RunPage,
  RunPath,
  RunQuery,
  RunRequest,
} from './reconciliation-schemas.ts'
import { toPage } from './to-page.ts'
import { toUtc } from './to-utc.ts'

const read = { scope: 'payments:read' }
const write = { scope: 'payments:write' }
const operate = { scope: 'admin' }

/** Our books against the gateway's. */
export async function reconciliationRoutes(app: App, { deps }: { deps: Deps }): Promise<void> {
  const { reconciliation } = deps

  async function requireRun(id: string): Promise<Reconciliation> {
    const run = await reconciliation.find(id)
    if (!run) throw new AppError('not_found', 'reconciliation_not_found', 'There is no such reconciliation.')
    return run
  }

  app.post(
    '/reconciliations',
    { config: write, schema: { body: RunRequest, response: { 202: Run } } },
    async (request, reply) => {
      const { id: requested_by } = clientOf(request)
      const header = request.headers['idempotency-key']
      // Without a key a repeated request makes a run more, which compares again and changes nothing.
      const request_key = header === undefined ? null : `${requested_by}:${readIdempotencyKey(header)}`
      const from = toUtc(request.body.from) ?? ''
      const window = { from, to: toUtc(request.body.to), requested_by, request_key }
      const run = await requestReconciliation(deps, window)
      return reply.code(202).header('location', `/reconciliations/${run.id}`).send(toRun(run))
    },
  )

  app.get(
    '/reconciliations',
    { config: read, schema: { querystring: RunQuery, response: { 200: RunPage } } },
    async ({ query: { limit, after: before_id } }) => {
      const { data, ...page } = toPage(await reconciliation.list({ before_id, limit: limit + 1 }), limit)
      return { data: data.map(toRun), ...page }
    },
  )

  app.get(
    '/reconciliations/:id',
    { config: read, schema: { params: RunPath, response: { 200: Run } } },
    async ({ params }) => toRun(await requireRun(params.id)),
  )

  app.get(
    '/reconciliations/:id/breaks',
    { config: read, schema: { params: RunPath, querystring: BreakQuery, response: { 200: BreakPage } } },
    async ({ params, query: { limit, after = '' } }) => {
      const { id: run_id } = await requireRun(params.id)
      const { data, ...page } = toPage(await reconciliation.listBreaks({ run_id, after, limit: limit + 1 }), limit)
      return { data: data.map(toBreak), ...page }
    },
  )

  app.post(
    '/reconciliations/:id/breaks/:bid/resolve',
    { config: operate, schema: { params: BreakPath, body: ResolveRequest, response: { 200: Break } } },
    async (request) => {
      const { id: run_id, bid: id } = request.params
      return toBreak(await resolveBreak(deps, { run_id, id, note: request.body.note, actor: clientOf(request).id }))
    },
  )
}

/** Without how far it is and whose. */
const toRun = ({ phase: _, position: __, fence: ___, lease_end: ____, ...run }: Reconciliation) => run
const toBreak = ({ run_id: _, subject: __, ...found }: StoredBreak) => found
