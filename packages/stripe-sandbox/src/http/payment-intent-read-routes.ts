import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { renderObject } from '../use-cases/expand-object.ts'
import { readPage, renderData, renderList } from './list-page.ts'
import { readQuery } from './read-call.ts'
import { readExpand, readListExpand } from './read-expand.ts'
import { readLimit, readPageFilter } from './read-list-filter.ts'
import { readMetadata } from './read-metadata.ts'
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
    const expand = readListExpand(params, 'payment_intent')
    const page = readPageFilter(params, {
      kind: 'payment_intent',
      params: ['customer', 'metadata'],
      findPosition: (id) => read.findText('payment_intent', id)?.position,
    })
    const customer = readString(params, 'customer')
    // The filter by metadata is ours, the rest is Stripe's.
    const metadata = Object.entries(readMetadata(params))
    const { rows, has_more } = readPage(read.listIntents, { ...page, customer, metadata })
    const texts = rows.map(({ object }) => object)
    const body = renderList({ url: PATH, has_more, data: renderData(texts, { finds: read, expand }) })
    return sendJson(reply, { status: 200, body })
  })

  app.get(`${PATH}/search`, async (request, reply) => {
    const params = readQuery(request)
    refuseUnknown(params, SEARCH_PARAMS)
    const expand = readListExpand(params, 'payment_intent')
    const metadata = readSearchQuery(readRequired(params, 'query'))
    const after = readPageToken(readString(params, 'page'))
    const { rows, has_more } = readPage(read.listIntents, { limit: readLimit(params), after, metadata })
    const next_page = has_more ? `"${rows.at(-1)?.position}"` : 'null'
    const texts = rows.map(({ object }) => object)
    const data = renderData(texts, { finds: read, expand })
    return sendJson(reply, {
      status: 200,
      body: `{"object":"search_result","url":"${PATH}/search","has_more":${has_more},"next_page":${next_page},"data":${data}}`,
    })
  })

  app.get<{ Params: { id: string } }>(`${PATH}/:id`, async (request, reply) => {
    const params = readQuery(request)
    refuseUnknown(params, RETRIEVE_PARAMS)
    const expand = readExpand(params, 'payment_intent')
    const { id } = request.params
    const found = read.findText('payment_intent', id)
    if (!found) throw createMissing('payment_intent', { id, param: 'intent' })
    return sendJson(reply, { status: 200, body: renderObject(found.object, { finds: read, expand }) })
  })
}

/** Opaque to callers: a position. */
function readPageToken(page: string | undefined): number | undefined {
  const position = Number(page)
  return page !== undefined && Number.isSafeInteger(position) ? position : undefined
}
