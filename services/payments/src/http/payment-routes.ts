import { Payment, PaymentRequest } from '@tradewind/contracts/payments.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { clientOf } from '@tradewind/service/auth.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { readIdempotencyKey } from '@tradewind/service/idempotency-key.ts'
import type { Deps } from '../deps.ts'
import { takePayment } from '../use-cases/take-payment.ts'
import { statusOf } from './answer-payment.ts'
import { PaymentPage, PaymentPath, PaymentQuery } from './payment-schemas.ts'

const write = { scope: 'payments:write' }
const read = { scope: 'payments:read' }

/** Charging a card, and what became of it. */
export async function paymentRoutes(app: App, { deps }: { deps: Deps }): Promise<void> {
  app.post(
    '/payments',
    { config: write, schema: { body: PaymentRequest, response: { 201: Payment, 202: Payment } } },
    async (request, reply) => {
      const key = {
        client_id: clientOf(request).id,
        idempotency_key: readIdempotencyKey(request.headers['idempotency-key']),
      }
      const taken = await takePayment(deps, { key, request: request.body, deadline: request.context?.deadline })
      if (taken.replayed) reply.header('idempotent-replayed', 'true')
      reply.code(statusOf(taken)).header('location', `/payments/${taken.payment.id}`)
      return taken.payment
    },
  )

  app.get(
    '/payments/:id',
    { config: read, schema: { params: PaymentPath, response: { 200: Payment } } },
    async ({ params }) => {
      const payment = await deps.store.find(params.id)
      if (!payment) throw new AppError('not_found', 'payment_not_found', 'There is no such payment.')
      return payment
    },
  )

  app.get(
    '/payments',
    { config: read, schema: { querystring: PaymentQuery, response: { 200: PaymentPage } } },
    async ({ query: { order_id, limit, after } }) => {
      const older = after === undefined ? {} : { before_id: after }
      const found = await deps.store.list({ order_id, limit: limit + 1, ...older })
      const data = found.slice(0, limit)
      const has_more = found.length > limit
      return { data, has_more, next_cursor: has_more ? (data.at(-1)?.id ?? null) : null }
    },
  )
}
