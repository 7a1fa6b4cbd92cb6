import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import type { Kind } from '../gateway-store.ts'
import { renderObject } from '../use-cases/expand-object.ts'
import { readPage, renderData, renderList } from './list-page.ts'
import { readQuery } from './read-call.ts'
import { readExpand, readListExpand } from './read-expand.ts'
import { readPageFilter } from './read-list-filter.ts'
import { readString, refuseUnknown } from './read-params.ts'
import { sendJson } from './send-answer.ts'

interface Readable {
  context: Context
  kind: Kind
  /** `/v1/refunds` */
  path: string
  /** Members that its list filters by. */
  filters: readonly string[]
}

const RETRIEVE_PARAMS = new Set(['expand'])

/** `GET path` and `GET path/:id`, as all of Stripe's objects have them. */
export async function objectReadRoutes(
  app: FastifyInstance,
  { context, kind, path, filters }: Readable,
): Promise<void> {
  const { read } = context.store

  app.get(path, async (request, reply) => {
    const params = readQuery(request)
    const findPosition = (id: string) => read.findText(kind, id)?.position
    const page = readPageFilter(params, { kind, params: filters, findPosition })
    const expand = readListExpand(params, kind)
    const equals = Object.fromEntries(filters.map((name) => [name, readString(params, name)]))
    const { rows, has_more } = readPage((filter) => read.list(kind, filter), { ...page, equals })
    const texts = rows.map(({ object }) => object)
    const data = renderData(texts, { finds: read, expand })
    return sendJson(reply, { status: 200, body: renderList({ url: path, has_more, data }) })
  })

  app.get<{ Params: { id: string } }>(`${path}/:id`, async (request, reply) => {
    const params = readQuery(request)
    refuseUnknown(params, RETRIEVE_PARAMS)
    const expand = readExpand(params, kind)
    const { id } = request.params
    const found = read.findText(kind, id)
    if (!found) throw createMissing(kind, { id, param: kind })
    return sendJson(reply, { status: 200, body: renderObject(found.object, { finds: read, expand }) })
  })
}
