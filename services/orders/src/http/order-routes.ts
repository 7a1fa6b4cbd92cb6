import { CreatedOrder, Order, OrderRequest } from '@tradewind/contracts/orders.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { clientOf } from '@tradewind/service/auth.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { readIdempotencyKey } from '@tradewind/service/idempotency-key.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { toShown } from '../domain/shown-order.ts'
import { awaitCharge } from '../use-cases/await-outcome.ts'
import { placeOrder } from '../use-cases/place-order.ts'
import { checkSecret } from './client-secret.ts'
import { statusOfCreate } from './order-reply.ts'
import { CreateHeaders, OrderParams, ReadQuery } from './order-schemas.ts'
import { isCurrent } from './preconditions.ts'
import { readWait_ms } from './prefer.ts'

export async function orderRoutes(app: App, deps: Deps): Promise<void> {
  const create = {
    config: { scope: 'orders:write' },
    schema: {
      summary: 'Create an order and pay it',
      headers: CreateHeaders,
      body: OrderRequest,
      response: { 201: CreatedOrder, 202: CreatedOrder },
    },
  }
  app.post('/orders', create, async (request, reply) => {
    const idempotency_key = readIdempotencyKey(request.headers['idempotency-key'])
    const { id: client_id } = clientOf(request)
    const placed = await placeOrder(deps, { client_id, idempotency_key, request: request.body })
    const order = await awaitCharge(deps, placed.order, readWait_ms(request.headers.prefer))
    const client_secret = deps.secretOf(order.id)
    reply.header('location', `/orders/${order.id}`)
    if (placed.replayed) reply.header('idempotent-replayed', 'true')
    return reply.code(statusOfCreate(order, client_secret)).send({ ...toShown(order), client_secret })
  })

  const read = {
    config: { scope: 'orders:read', unless_query: 'client_secret' },
    schema: {
      summary: 'Read an order',
      params: OrderParams,
      querystring: ReadQuery,
      response: { 200: Order, 304: Type.Null() },
    },
  }
  app.get('/orders/:id', read, async (request, reply) => {
    const { id } = request.params
    const { client_secret } = request.query
    if (client_secret !== undefined) checkSecret(client_secret, deps.secretOf(id))
    const order = await deps.store.find(id)
    if (!order) throw new AppError('not_found', 'order_not_found', `There is no order ${id}.`)
    const etag = `"${order.revision}"`
    reply.header('etag', etag)
    if (isCurrent(request.headers['if-none-match'], etag)) return reply.code(304).send(null)
    return toShown(order)
  })
}
