import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../deps.ts'
import { cancelPaymentIntent } from '../use-cases/cancel-payment-intent.ts'
import { capturePaymentIntent } from '../use-cases/capture-payment-intent.ts'
import { confirmPaymentIntent } from '../use-cases/confirm-payment-intent.ts'
import { createPaymentIntent } from '../use-cases/create-payment-intent.ts'
import { updatePaymentIntent } from '../use-cases/update-payment-intent.ts'
import { readAmount } from './read-amount.ts'
import { readBaseUrl, readBody, readCall, readVersion } from './read-call.ts'
import { CONFIRMATION_PARAMS, readConfirmation } from './read-confirmation.ts'
import { CAPTURE_METHODS, readCreation } from './read-creation.ts'
import { readExpand } from './read-expand.ts'
import { readIntentUpdate } from './read-intent-update.ts'
import { readOneOf, refuseUnknown } from './read-params.ts'
import { readPaymentMethod } from './read-payment-method.ts'
import { sendAnswer } from './send-answer.ts'

const PATH = '/v1/payment_intents'
const CONFIRM_PARAMS = new Set(CONFIRMATION_PARAMS)
const CAPTURE_PARAMS = new Set(['amount_to_capture', 'expand'])
const CANCEL_PARAMS = new Set(['cancellation_reason', 'expand'])
const CANCEL_REASONS = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const

type WithId = { Params: { id: string } }

export async function paymentIntentWriteRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  app.post(PATH, async (request, reply) => {
    const creation = readCreation(readBody(request), {
      base_url: readBaseUrl(context, request),
      version: readVersion(request),
    })
    const answering = createPaymentIntent(context, toCall(request), creation)
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id`, async (request, reply) => {
    const changes = readIntentUpdate(readBody(request))
    const answering = updatePaymentIntent(context, toCall(request), { id: request.params.id, changes })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id/confirm`, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, CONFIRM_PARAMS)
    const answering = confirmPaymentIntent(context, toCall(request), {
      ...readConfirmation(params, readBaseUrl(context, request)),
      id: request.params.id,
      method: readPaymentMethod(params),
      capture_method: readOneOf(params, 'capture_method', CAPTURE_METHODS),
    })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id/capture`, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, CAPTURE_PARAMS)
    const amount_to_capture = readAmount(params, 'amount_to_capture') ?? null
    const answering = capturePaymentIntent(context, toCall(request), { id: request.params.id, amount_to_capture })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id/cancel`, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, CANCEL_PARAMS)
    const reason = readOneOf(params, 'cancellation_reason', CANCEL_REASONS) ?? null
    const answering = cancelPaymentIntent(context, toCall(request), { id: request.params.id, reason })
    return sendAnswer(context, { request, reply }, answering)
  })
}

function toCall(request: FastifyRequest) {
  return readCall(request, readExpand(readBody(request), 'payment_intent'))
}
