import { Payment, PaymentRequest } from '@tradewind/contracts/payments.ts'
import type { App } from '@tradewind/service/create-app.ts'
import type { Deps } from '../deps.ts'
import { requirePayment } from '../use-cases/require-payment.ts'
import { takePayment } from '../use-cases/take-payment.ts'
import { statusOfCharge } from './answer-payment.ts'
import { PaymentPage, PaymentPath, PaymentQuery } from './payment-schemas.ts'
import { markReplay, readAsking } from './read-asking.ts'
import { toPage } from './to-page.ts'

const write = { scope: 'payments:write' }
const read = { scope: 'payments:read' }

/** Charging a card, and what became of it. */
export async function paymentRoutes(app: App, { deps }: { deps: Deps }): Promise<void> {
  app.post(
    '/payments',
    { config: write, schema: { body: PaymentRequest, response: { 201: Payment, 202: Payment } } },
    async (request, reply) => {
      const taken = await takePayment(deps, { ...readAsking(request), request: request.body })
      markReplay(reply, taken)
      reply.code(statusOfCharge(taken)).header('location', `/payments/${taken.payment.id}`)
      return taken.payment
    },
  )

  app.get(
    '/payments/:id',
    { config: read, schema: { params: PaymentPath, response: { 200: Payment } } },
    ({ params }) => requirePayment(deps, params.id),
  )

  app.get(
    '/payments',
    { config: read, schema: { querystring: PaymentQuery, response: { 200: PaymentPage } } },
    async ({ query: { order_id, limit, after } }) => {
      const older = after === undefined ? {} : { before_id: after }
      return toPage(await deps.store.list({ order_id, limit: limit + 1, ...older }), limit)
    },
  )
}
