import {
  CancelRequest,
  Order,
  OrderRefundRequest,
  PaymentInstruction,
  RefundedOrder,
} from '@tradewind/contracts/orders.ts'
import type { App } from '@tradewind/service/create-app.ts'
import type { Deps } from '../deps.ts'
import { cancelOrder } from '../use-cases/cancel-order.ts'
import { payOrder } from '../use-cases/pay-order.ts'
import { isRefunding, refundOrder } from '../use-cases/refund-order.ts'
import { readCommandKey, showOrder } from './command-reply.ts'
import { CommandHeaders } from './money-schemas.ts'
import { statusOfPayment } from './order-reply.ts'
import { OrderParams } from './order-schemas.ts'
import { readWait_ms } from './prefer.ts'

/** Paying again, canceling, giving money back. */
export async function moneyRoutes(app: App, deps: Deps): Promise<void> {
  const config = { scope: 'orders:write' }
  const schema = { headers: CommandHeaders, params: OrderParams }

  const pay = {
    config,
    schema: {
      ...schema,
      summary: 'Pay an order with another method',
      body: PaymentInstruction,
      response: { 201: Order, 202: Order },
    },
  }
  app.post('/orders/:id/payments', pay, async (request, reply) => {
    const command = { order_id: request.params.id, ...readCommandKey(request), request: request.body }
    const changed = await payOrder(deps, { ...command, wait_ms: readWait_ms(request.headers.prefer) })
    const order = showOrder(reply, changed)
    return reply.code(statusOfPayment(changed.order)).send(order)
  })

  const cancelled = { summary: 'Cancel an order', response: { 200: Order, 202: Order } }
  const cancel = {
    config,
    schema: { ...schema, ...cancelled, body: CancelRequest },
    // It has no member that must be there, so the body need not be there either.
    preValidation: async (request: { body: unknown }) => {
      request.body ??= {}
    },
  }
  app.post('/orders/:id/cancel', cancel, async (request, reply) => {
    const command = { order_id: request.params.id, ...readCommandKey(request), request: request.body }
    const changed = await cancelOrder(deps, { ...command, wait_ms: readWait_ms(request.headers.prefer, 0) })
    return reply.code(changed.order.status === 'canceled' ? 200 : 202).send(showOrder(reply, changed))
  })

  app.delete('/orders/:id', { config, schema: { ...schema, ...cancelled } }, async (request, reply) => {
    const command = { order_id: request.params.id, ...readCommandKey(request), request: {} }
    const changed = await cancelOrder(deps, { ...command, wait_ms: readWait_ms(request.headers.prefer, 0) })
    return reply.code(changed.order.status === 'canceled' ? 200 : 202).send(showOrder(reply, changed))
  })

  const refund = {
    config,
    schema: {
      ...schema,
      summary: 'Give money back: an amount, units of lines, or all that is left',
      body: OrderRefundRequest,
      response: { 201: RefundedOrder, 202: RefundedOrder },
    },
  }
  app.post('/orders/:id/refunds', refund, async (request, reply) => {
    const command = { order_id: request.params.id, ...readCommandKey(request), request: request.body }
    const changed = await refundOrder(deps, { ...command, wait_ms: readWait_ms(request.headers.prefer) })
    const { refund_id } = changed
    const status = isRefunding(changed.order, refund_id) ? 202 : 201
    return reply.code(status).send({ ...showOrder(reply, changed), refund_id })
  })
}
