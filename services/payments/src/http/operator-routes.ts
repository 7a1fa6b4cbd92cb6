import { Payment } from '@tradewind/contracts/payments.ts'
import { id, line } from '@tradewind/contracts/text.ts'
import { clientOf } from '@tradewind/service/auth.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { endUnknown } from '../use-cases/end-unknown.ts'
import { PaymentPath } from './payment-schemas.ts'

const EndRequest = Type.Object({ note: line(500), refund_id: Type.Optional(id('re')) }, { additionalProperties: false })

/** What only a person may decide; each leaves a line in the audit log. */
export async function operatorRoutes(app: App, { deps }: { deps: Deps }): Promise<void> {
  app.post(
    '/payments/:id/end-unknown',
    { config: { scope: 'admin' }, schema: { params: PaymentPath, body: EndRequest, response: { 200: Payment } } },
    async (request) => {
      const { note, refund_id = null } = request.body
      const { payment } = await endUnknown(deps, {
        payment_id: request.params.id,
        refund_id,
        note,
        actor: clientOf(request).id,
      })
      return payment
    },
  )
}
