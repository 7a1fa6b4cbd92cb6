import { AppError } from '@tradewind/service/app-error.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { HttpError } from '@tradewind/service/http-error.ts'
import type { AppDeps } from '../deps.ts'
import { askTogether } from '../use-cases/ask-together.ts'
import { checkSecret } from './client-secret.ts'
import { EventHistory, FeedPage, FeedQuery, OrderStreamQuery, StreamHeaders, StreamQuery } from './event-schemas.ts'
import { followFeed } from './follow-feed.ts'
import { followOrder } from './follow-order.ts'
import { OrderParams, ReadQuery } from './order-schemas.ts'
import { openSse } from './sse-reply.ts'

type EventDeps = Pick<AppDeps, 'store' | 'events' | 'hub' | 'secretOf'>

export async function eventRoutes(app: App, { events, ...more }: EventDeps): Promise<void> {
  // A thousand who come at once, as when another replica has gone, ask the same.
  const deps = { ...more, events: { read: askTogether(events.read), ends: askTogether(events.ends) } }

  const history = {
    config: { scope: 'orders:read', unless_query: 'client_secret' },
    schema: {
      summary: 'All that happened to an order',
      params: OrderParams,
      querystring: ReadQuery,
      response: { 200: EventHistory },
    },
  }
  app.get('/orders/:id/events', history, async (request) => {
    const { id } = request.params
    const order = await findOrder(deps, { id, ...request.query })
    return { data: order.events.map((event) => ({ ...event, order_id: id })) }
  })

  const feed = {
    config: { scope: 'orders:read' },
    schema: {
      summary: 'The events of all orders, from any position on',
      querystring: FeedQuery,
      response: { 200: FeedPage },
    },
  }
  app.get('/events', feed, async (request) => {
    const { after, limit } = request.query
    const from = after === undefined ? 0 : checkPosition(await deps.events.ends(), after)
    const found = await deps.events.read({ after: from, limit: limit + 1 })
    const data = found.slice(0, limit)
    return { data, has_more: found.length > limit, next_cursor: data.at(-1)?.position ?? after ?? null }
  })

  // A HEAD of it would never end.
  const stream = { exposeHeadRoute: false, config: { scope: 'orders:read' } }
  const whole = { summary: 'The same as server-sent events, live', headers: StreamHeaders, querystring: StreamQuery }
  app.get('/events/stream', { ...stream, schema: whole }, async (request, reply) => {
    const given = readAfter(request)
    const ends = await deps.events.ends()
    // What the feed has not reached, as after a restore, it would wait for: it is told what happens from now on.
    const after = Math.min(checkPosition(ends, given ?? ends.newest), ends.newest)
    const sse = openSse(reply)
    followFeed(deps, sse, after).catch((error) => giveUp(request, sse, error))
    return reply
  })

  const ofOrder = {
    summary: 'What happens to an order, live',
    params: OrderParams,
    headers: StreamHeaders,
    querystring: OrderStreamQuery,
  }
  const config = { scope: 'orders:read', unless_query: 'client_secret' }
  app.get('/orders/:id/events/stream', { ...stream, config, schema: ofOrder }, async (request, reply) => {
    const { id: order_id } = request.params
    await findOrder(deps, { id: order_id, client_secret: request.query.client_secret })
    const sse = openSse(reply)
    followOrder(deps, sse, { order_id, after: readAfter(request) }).catch((error) => giveUp(request, sse, error))
    return reply
  })
}

interface Streaming {
  headers: { 'last-event-id'?: string }
  query: { after?: number }
}

/** A browser that comes back repeats its first address: where it has come since then stands in the header. */
function readAfter({ headers, query }: Streaming): number | undefined {
  const last = headers['last-event-id']
  return last === undefined ? query.after : Number(last)
}

/** @throws 410 `position_expired` where what follows it may be gone already */
function checkPosition({ oldest }: { oldest: number }, position: number): number {
  if (position >= oldest - 1) return position
  throw new HttpError(
    410,
    'position_expired',
    `Events up to ${oldest - 1} are no longer kept; begin without a position.`,
  )
}

/** @throws `client_secret_wrong`, `order_not_found` */
async function findOrder(
  { store, secretOf }: EventDeps,
  { id, client_secret }: { id: string; client_secret?: string | undefined },
) {
  if (client_secret !== undefined) checkSecret(client_secret, secretOf(id))
  const order = await store.find(id)
  if (!order) throw new AppError('not_found', 'order_not_found', `There is no order ${id}.`)
  return order
}

/** The status is sent; the client comes back by itself and goes on where this ended. */
function giveUp(
  request: { log: { warn(fields: object, text: string): void } },
  sse: { end(): void },
  error: unknown,
): void {
  request.log.warn({ err: error }, 'stream of events ended')
  sse.end()
}
