import { Order, OrderUpdate } from '@tradewind/contracts/orders.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { updateOrder } from '../domain/update-order.ts'
import { changeOrder } from '../use-cases/change-order.ts'
import { readCommandKey, showOrder } from './command-reply.ts'
import { OrderParams } from './order-schemas.ts'
import { readIfMatch } from './preconditions.ts'

/** Documentation: both are read, and refused, by their own readers. */
const UpdateHeaders = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ description: 'Required.' })),
  'if-match': Type.Optional(Type.String({ description: 'Required: the ETag of the order that was read, or *.' })),
})

export async function updateRoutes(app: App, deps: Deps): Promise<void> {
  const update = {
    config: { scope: 'orders:write' },
    schema: {
      summary: 'Change addresses, note and metadata until fulfilment begins',
      params: OrderParams,
      headers: UpdateHeaders,
      body: OrderUpdate,
      response: { 200: Order },
    },
  }
  app.patch('/orders/:id', update, async (request, reply) => {
    const { id: order_id } = request.params
    const key = readCommandKey(request)
    const revisions = readIfMatch(request.headers['if-match'])
    const changes = request.body
    const changed = await changeOrder(
      deps,
      { order_id, ...key, name: 'update', request: changes },
      (order, occasion) => ({
        order: updateOrder(order, { changes, revisions }, occasion),
      }),
    )
    return showOrder(reply, changed)
  })
}
