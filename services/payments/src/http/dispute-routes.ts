import { id, nullable } from '@tradewind/contracts/text.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { PaymentPath } from './payment-schemas.ts'
import { toPage } from './to-page.ts'

const config = { scope: 'payments:read' }
const DisputeStatus = Type.Enum(['open', 'won', 'lost'])

const Dispute = Type.Object({
  id: id('dis'),
  payment_id: id('pay'),
  order_id: Type.String(),
  gateway_ref: Type.String(),
  charge_ref: Type.String(),
  amount: Type.Integer(),
  currency: Type.String(),
  status: DisputeStatus,
  reason: Type.String(),
  evidence_due_by: nullable(Type.String()),
  created_at: Type.String(),
  updated_at: Type.String(),
})

const DisputePage = Type.Object({
  data: Type.Array(Dispute),
  has_more: Type.Boolean(),
  next_cursor: nullable(Type.String()),
})

const DisputeQuery = Type.Object(
  {
    payment_id: Type.Optional(id('pay')),
    status: Type.Optional(DisputeStatus),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(id('dis')),
  },
  { additionalProperties: false },
)

/** What card issuers have taken back, or want to. */
export async function disputeRoutes(app: App, { deps }: { deps: Pick<Deps, 'notices'> }): Promise<void> {
  app.get(
    '/disputes',
    { config, schema: { querystring: DisputeQuery, response: { 200: DisputePage } } },
    async ({ query: { limit, after, ...filter } }) => {
      return toPage(await deps.notices.listDisputes({ ...filter, before_id: after, limit: limit + 1 }), limit)
    },
  )

  app.get(
    '/disputes/:id',
    { config, schema: { params: PaymentPath, response: { 200: Dispute } } },
    async ({ params }) => {
      const dispute = await deps.notices.findDisputeById(params.id)
      if (!dispute) throw new AppError('not_found', 'dispute_not_found', 'There is no such dispute.')
      return dispute
    },
  )
}
