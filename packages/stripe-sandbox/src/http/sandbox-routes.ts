import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { FormObject } from './form-encoding.ts'
import { readQuery } from './read-call.ts'
import { readInteger, readString, refuseUnknown } from './read-params.ts'
import { sendJson } from './send-answer.ts'

const KNOWN = new Set(['order_id', 'after', 'limit'])
const MAX_LIMIT = 1000

/** What test harnesses ask beside Stripe's API; open to all, as the whole sandbox is. */
export async function sandboxRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  const { read } = context.store

  app.get('/livez', async () => ({ status: 'ok' }))

  /** Charges, declined ones too, oldest first; `next_after` goes back in as `after`. */
  app.get('/sandbox/charges', async (request, reply) => {
    const params = readQuery(request)
    refuseUnknown(params, KNOWN)
    const limit = readInteger(params, 'limit', { min: 1, max: MAX_LIMIT }) ?? MAX_LIMIT
    const order_id = readString(params, 'order_id')
    const rows = read.listCharges({ limit: limit + 1, newest_first: false, after: readAfter(params), order_id })
    const has_more = rows.length > limit
    const page = rows.slice(0, limit)
    const next_after = page.at(-1)?.position ?? null
    const data = page.map(({ object }) => object).join(',')
    return sendJson(reply, {
      status: 200,
      body: `{"data":[${data}],"has_more":${has_more},"next_after":${next_after}}`,
    })
  })
}

/** A position that an earlier page gave. */
export function readAfter(params: FormObject): number | undefined {
  const text = readString(params, 'after')
  if (text === undefined) return undefined
  const position = Number(text)
  if (Number.isSafeInteger(position) && position >= 0) return position
  throw createInvalidRequest('Invalid cursor: take it from the page before.', { param: 'after' })
}
