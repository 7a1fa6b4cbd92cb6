import { PaymentEvent } from '@tradewind/contracts/payment-events.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { readIdempotencyKey } from '@tradewind/service/idempotency-key.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { hearPaymentEvent } from '../use-cases/hear-payment-event.ts'

export async function paymentEventRoutes(app: App, deps: Deps): Promise<void> {
  const hear = {
    config: { scope: 'payment_events:write' },
    schema: { summary: 'Hear that a payment changed', body: PaymentEvent, response: { 204: Type.Null() } },
  }
  app.post('/payment-events', hear, async (request, reply) => {
    readIdempotencyKey(request.headers['idempotency-key'])
    await hearPaymentEvent(deps, request.body)
    return reply.code(204).send(null)
  })
}
