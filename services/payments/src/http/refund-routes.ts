import { Refund, RefundPage, RefundRequest } from '@tradewind/contracts/refunds.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import type { App } from '@tradewind/service/create-app.ts'
import type { Deps } from '../deps.ts'
import { refundPayment } from '../use-cases/refund-payment.ts'
import { requirePayment } from '../use-cases/require-payment.ts'
import { statusOfRefund } from './answer-payment.ts'
import { PaymentPath, RefundQuery } from './payment-schemas.ts'
import { markReplay, readAsking } from './read-asking.ts'
import { toPage } from './to-page.ts'

const write = { scope: 'payments:write' }
const read = { scope: 'payments:read' }

/** Giving money back, and what became of it. */
export async function refundRoutes(app: App, { deps }: { deps: Deps }): Promise<void> {
  app.post(
    '/payments/:id/refunds',
    { config: write, schema: { params: PaymentPath, body: RefundRequest, response: { 201: Refund, 202: Refund } } },
    async (request, reply) => {
      const asked = { payment_id: request.params.id, request: request.body }
      const taken = await refundPayment(deps, { ...readAsking(request), ...asked })
      markReplay(reply, taken)
      reply.code(statusOfRefund(taken)).header('location', `/refunds/${taken.refund?.id}`)
      return taken.refund as Refund
    },
  )

  app.get(
    '/payments/:id/refunds',
    { config: read, schema: { params: PaymentPath, querystring: RefundQuery, response: { 200: RefundPage } } },
    async ({ params, query: { limit, after } }) => {
      const { id: payment_id } = await requirePayment(deps, params.id)
      const older = after === undefined ? {} : { before_id: after }
      return toPage(await deps.store.listRefunds({ payment_id, limit: limit + 1, ...older }), limit)
    },
  )

  app.get(
    '/refunds/:id',
    { config: read, schema: { params: PaymentPath, response: { 200: Refund } } },
    async ({ params }) => {
      const refund = await deps.store.findRefund(params.id)
      if (!refund) throw new AppError('not_found', 'refund_not_found', 'There is no such refund.')
      return refund
    },
  )
}
