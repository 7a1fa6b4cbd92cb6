import { CancelPaymentRequest, CaptureRequest, Payment } from '@tradewind/contracts/payments.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { commandPayment } from '../use-cases/command-payment.ts'
import { syncPayment } from '../use-cases/sync-payment.ts'
import { statusOfCommand } from './answer-payment.ts'
import { PaymentPath } from './payment-schemas.ts'
import { markReplay, readAsking } from './read-asking.ts'

const config = { scope: 'payments:write' }
const response = { 200: Payment, 202: Payment }
const Nothing = Type.Object({}, { additionalProperties: false })

/** What can be done with a payment that is there. */
export async function commandRoutes(app: App, { deps }: { deps: Deps }): Promise<void> {
  app.post(
    '/payments/:id/capture',
    { config, schema: { params: PaymentPath, body: CaptureRequest, response } },
    async (request, reply) => {
      const { params, body } = request
      const asked = { payment_id: params.id, command: { kind: 'capture' as const, ...body }, body }
      const taken = await commandPayment(deps, { ...readAsking(request), ...asked })
      markReplay(reply, taken)
      reply.code(statusOfCommand(taken, 'capture'))
      return taken.payment
    },
  )

  app.post(
    '/payments/:id/cancel',
    { config, schema: { params: PaymentPath, body: CancelPaymentRequest, response } },
    async (request, reply) => {
      const { params, body } = request
      const asked = { payment_id: params.id, command: { kind: 'cancel' as const }, body }
      const taken = await commandPayment(deps, { ...readAsking(request), ...asked })
      markReplay(reply, taken)
      reply.code(statusOfCommand(taken, 'cancel'))
      return taken.payment
    },
  )

  app.post(
    '/payments/:id/confirm',
    { config, schema: { params: PaymentPath, body: Nothing, response } },
    async (request, reply) => {
      const { params, body } = request
      const asked = { payment_id: params.id, command: { kind: 'confirm' as const }, body }
      const taken = await commandPayment(deps, { ...readAsking(request), ...asked })
      markReplay(reply, taken)
      return taken.payment
    },
  )

  app.post(
    '/payments/:id/sync',
    { config, schema: { params: PaymentPath, body: Nothing, response } },
    async (request, reply) => {
      const taken = await syncPayment(deps, { ...readAsking(request), payment_id: request.params.id })
      markReplay(reply, taken)
      return taken.payment
    },
  )
}
