import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createInvalidRequest, createMissing } from '../domain/gateway-error.ts'
import type { Endpoint } from '../gateway-store.ts'
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  type EndpointUpdate,
  updateWebhookEndpoint,
} from '../use-cases/webhook-endpoints.ts'
import type { FormObject } from './form-encoding.ts'
import { readPage, renderList } from './list-page.ts'
import { readBody, readCall, readQuery } from './read-call.ts'
import { readPageFilter } from './read-list-filter.ts'
import { readMetadata, readMetadataChange } from './read-metadata.ts'
import { readBoolean, readRequired, readString, readStrings, refuseUnknown } from './read-params.ts'
import { sendAnswer, sendJson } from './send-answer.ts'

const PATH = '/v1/webhook_endpoints'
const CREATE_PARAMS = new Set(['api_version', 'description', 'enabled_events', 'expand', 'metadata', 'url'])
const UPDATE_PARAMS = new Set(['description', 'disabled', 'enabled_events', 'expand', 'metadata', 'url'])

type WithId = { Params: { id: string } }

export async function webhookEndpointRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  const { read } = context.store
  const find = (id: string) => read.listEndpoints().find(({ endpoint }) => endpoint.id === id)

  app.post(PATH, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, CREATE_PARAMS)
    const asked = {
      url: readUrl(readRequired(params, 'url')),
      enabled_events: readEvents(params),
      description: readString(params, 'description') ?? null,
      metadata: readMetadata(params),
    }
    const answering = createWebhookEndpoint(context, readCall(request, []), asked)
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id`, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, UPDATE_PARAMS)
    const answering = updateWebhookEndpoint(context, readCall(request, []), readUpdate(request.params.id, params))
    return sendAnswer(context, { request, reply }, answering)
  })

  app.delete<WithId>(`${PATH}/:id`, async (request, reply) => {
    const answering = deleteWebhookEndpoint(context, readCall(request, []), { id: request.params.id })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.get(PATH, async (request, reply) => {
    const findPosition = (id: string) => find(id)?.position
    const filter = readPageFilter(readQuery(request), { kind: 'webhook endpoint', params: [], findPosition })
    const { rows, has_more } = readPage(({ limit, after, before }) => {
      const all = read.listEndpoints()
      if (before !== undefined) return all.filter(({ position }) => position > before).slice(-limit)
      return all.filter(({ position }) => position < (after ?? Number.POSITIVE_INFINITY)).slice(0, limit)
    }, filter)
    return sendJson(reply, { status: 200, body: renderList({ url: PATH, has_more, data: render(rows) }) })
  })

  app.get<WithId>(`${PATH}/:id`, async (request, reply) => {
    const { id } = request.params
    const found = find(id)
    if (!found) throw createMissing('webhook endpoint', { id, param: 'webhook_endpoint' })
    return sendJson(reply, { status: 200, body: JSON.stringify(found.endpoint) })
  })
}

const render = (rows: Endpoint[]) => JSON.stringify(rows.map(({ endpoint }) => endpoint))

function readUpdate(id: string, params: FormObject): EndpointUpdate {
  const url = readString(params, 'url')
  return {
    id,
    disabled: readBoolean(params, 'disabled'),
    metadata: readMetadataChange(params),
    ...(url === undefined ? {} : { url: readUrl(url) }),
    ...(params.description === undefined ? {} : { description: readString(params, 'description') ?? null }),
    ...(params.enabled_events === undefined ? {} : { enabled_events: readEvents(params) }),
  }
}

/** Stripe wants a public https address; a sandbox on this machine takes any http address. */
function readUrl(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url
  throw createInvalidRequest('Invalid URL: An explicit scheme (such as https) must be provided.', {
    code: 'url_invalid',
    param: 'url',
  })
}

function readEvents(params: FormObject): string[] {
  const events = readStrings(params, 'enabled_events')
  if (events.length > 0) return events
  throw createInvalidRequest('Missing required param: enabled_events.', {
    code: 'parameter_missing',
    param: 'enabled_events',
  })
}
