import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { expandText, readIntentPage, renderData } from './intent-page.ts'
import { readQuery } from './read-call.ts'
import { readIntentExpand, readListExpand } from './read-expand.ts'
import { readLimit, readListFilter } from './read-list-filter.ts'
import { readRequired, readString, refuseUnknown } from './read-params.ts'
import { readSearchQuery } from './read-search-query.ts'
import { sendJson } from './send-answer.ts'

const PATH = '/v1/payment_intents'
const SEARCH_PARAMS = new Set(['query', 'limit', 'page', 'expand'])
const RETRIEVE_PARAMS = new Set(['client_secret', 'expand'])

export async function paymentIntentReadRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  const { read } = context.store

  app.get(PATH, async (request, reply) => {
    const params = readQuery(request)
    const expand = readListExpand(params)
    const { rows, has_more } = readIntentPage(read, readListFilter(params, read))
    const data = renderData(rows, { read, expand })
    return sendJson(reply, {
      status: 200,
      body: `{"object":"list","url":"${PATH}","has_more":${has_more},"data":${data}}`,
    })
  })

  app.get(`${PATH}/search`, async (request, reply) => {
    const params = readQuery(request)
    refuseUnknown(params, SEARCH_PARAMS)
    const expand = readListExpand(params)
    const metadata = readSearchQuery(readRequired(params, 'query'))
    const after = readPageToken(readString(params, 'page'))
    const { rows, has_more } = readIntentPage(read, { limit: readLimit(params), after, metadata })
    const next_page = has_more ? `"${rows.at(-1)?.position}"` : 'null'
    const data = renderData(rows, { read, expand })
    return sendJson(reply, {
      status: 200,
      body: `{"object":"search_result","url":"${PATH}/search","has_more":${has_more},"next_page":${next_page},"data":${data}}`,
    })
  })

  app.get<{ Params: { id: string } }>(`${PATH}/:id`, async (request, reply) => {
    const params = readQuery(request)
    refuseUnknown(params, RETRIEVE_PARAMS)
    const expand = readIntentExpand(params)
    const { id } = request.params
    const found = read.findIntentText(id)
    if (!found) throw createMissing('payment_intent', { id, param: 'intent' })
    return sendJson(reply, { status: 200, body: expandText(found.object, { read, expand }) })
  })
}

/** Opaque to callers: a position. */
function readPageToken(page: string | undefined): number | undefined {
  const position = Number(page)
  return page !== undefined && Number.isSafeInteger(position) ? position : undefined
}
