import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { EVENT_TYPES, renderEvent } from '../domain/event.ts'
import { createInvalidRequest, createMissing } from '../domain/gateway-error.ts'
import type { FormObject } from './form-encoding.ts'
import { readPage, renderList } from './list-page.ts'
import { readQuery } from './read-call.ts'
import { readExpand, readListExpand } from './read-expand.ts'
import { readPageFilter } from './read-list-filter.ts'
import { readString, readStrings, refuseUnknown } from './read-params.ts'
import { sendJson } from './send-answer.ts'

const PATH = '/v1/events'
const RETRIEVE_PARAMS = new Set(['expand'])

export async function eventRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  const { read } = context.store

  app.get(PATH, async (request, reply) => {
    const params = readQuery(request)
    const findPosition = (id: string) => read.findEvent(id)?.position
    const page = readPageFilter(params, { kind: 'event', params: ['type', 'types'], findPosition })
    readListExpand(params, 'event')
    const { rows, has_more } = readPage(read.listEvents, { ...page, types: readTypes(params) })
    const data = `[${rows.map((event) => renderEvent(event, event.pending_webhooks)).join(',')}]`
    return sendJson(reply, { status: 200, body: renderList({ url: PATH, has_more, data }) })
  })

  app.get<{ Params: { id: string } }>(`${PATH}/:id`, async (request, reply) => {
    const params = readQuery(request)
    refuseUnknown(params, RETRIEVE_PARAMS)
    readExpand(params, 'event')
    const { id } = request.params
    const event = read.findEvent(id)
    if (!event) throw createMissing('event', { id, param: 'id' })
    return sendJson(reply, { status: 200, body: renderEvent(event, event.pending_webhooks) })
  })
}

/** `type`, also with a wildcard (`charge.*`), or a list of `types`; what never happens here is simply not found. */
function readTypes(params: FormObject): string[] | undefined {
  const type = readString(params, 'type')
  const types = readStrings(params, 'types')
  if (type !== undefined && types.length > 0) {
    throw createInvalidRequest('You may only specify one of these parameters: type, types.', { param: 'types' })
  }
  if (type === undefined) return types.length > 0 ? [...new Set(types)].slice(0, 20) : undefined
  if (type === '*') return undefined
  return type.endsWith('.*') ? ofGroup(type.slice(0, -1)) : [type]
}

/** At least one, so that an unknown group lists nothing instead of all. */
function ofGroup(prefix: string): string[] {
  const types = EVENT_TYPES.filter((type) => type.startsWith(prefix))
  return types.length > 0 ? types : [prefix]
}
