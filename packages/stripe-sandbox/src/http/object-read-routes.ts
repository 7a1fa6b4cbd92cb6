import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import type { Kind, ListFilter } from '../gateway-store.ts'
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
  /** A parameter that is no member of the object, and the range of the list that it means. */
  narrowing?: { param: string; toRange(id: string): Omit<ListFilter, 'limit'> }
}

const RETRIEVE_PARAMS = new Set(['expand'])

/** `GET path` and `GET path/:id`, as all of Stripe's objects have them. */
export async function objectReadRoutes(
  app: FastifyInstance,
  { context, kind, path, filters, narrowing }: Readable,
): Promise<void> {
  const { read } = context.store

  app.get(path, async (request, reply) => {
    const params = readQuery(request)
    const findPosition = (id: string) => read.findText(kind, id)?.position
    const page = readPageFilter(params, {
      kind,
      params: [...filters, ...(narrowing ? [narrowing.param] : [])],
      findPosition,
    })
    const expand = readListExpand(params, kind)
    const equals = Object.fromEntries(filters.map((name) => [name, readString(params, name)]))
    const id = narrowing && readString(params, narrowing.param)
    const filter = intersect({ ...page, equals }, id === undefined ? {} : narrowing?.toRange(id))
    const { rows, has_more } = readPage((asked: ListFilter) => read.list(kind, asked), filter)
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

function intersect(filter: ListFilter, range: Omit<ListFilter, 'limit'> = {}): ListFilter {
  return {
    ...filter,
    equals: { ...filter.equals, ...range.equals },
    from: Math.max(filter.from ?? 0, range.from ?? 0),
    until: Math.min(filter.until ?? Number.MAX_SAFE_INTEGER, range.until ?? Number.MAX_SAFE_INTEGER),
  }
}
