import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../deps.ts'
import { createInvalidRequest } from '../domain/gateway-error.ts'
import { cancelRefund, updateRefund } from '../use-cases/change-refund.ts'
import { createRefund } from '../use-cases/create-refund.ts'
import type { FormObject } from './form-encoding.ts'
import { readAmount } from './read-amount.ts'
import { readBody, readCall } from './read-call.ts'
import { readExpand } from './read-expand.ts'
import { readMetadata, readMetadataChange } from './read-metadata.ts'
import { readOneOf, readString, refuseUnknown } from './read-params.ts'
import { sendAnswer } from './send-answer.ts'

const PATH = '/v1/refunds'
const CREATE_PARAMS = new Set(['amount', 'charge', 'expand', 'metadata', 'payment_intent', 'reason'])
const UPDATE_PARAMS = new Set(['expand', 'metadata'])
const CANCEL_PARAMS = new Set(['expand'])
const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

type WithId = { Params: { id: string } }

export async function refundWriteRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  app.post(PATH, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, CREATE_PARAMS)
    const answering = createRefund(context, toCall(request), {
      ...readTarget(params),
      amount: readAmount(params, 'amount') ?? null,
      reason: readOneOf(params, 'reason', REASONS) ?? null,
      metadata: readMetadata(params),
    })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id`, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, UPDATE_PARAMS)
    const metadata = readMetadataChange(params)
    const answering = updateRefund(context, toCall(request), { id: request.params.id, metadata })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id/cancel`, async (request, reply) => {
    refuseUnknown(readBody(request), CANCEL_PARAMS)
    const answering = cancelRefund(context, toCall(request), { id: request.params.id })
    return sendAnswer(context, { request, reply }, answering)
  })
}

function toCall(request: FastifyRequest) {
  return readCall(request, readExpand(readBody(request), 'refund'))
}

function readTarget(params: FormObject): { charge: string | null; payment_intent: string | null } {
  const charge = readString(params, 'charge') ?? null
  const payment_intent = readString(params, 'payment_intent') ?? null
  if ((charge === null) !== (payment_intent === null)) return { charge, payment_intent }
  const message =
    charge === null
      ? 'One of the following params should be provided for this request: payment_intent or charge.'
      : 'You may only specify one of these parameters: payment_intent, charge.'
  throw createInvalidRequest(message, charge === null ? { code: 'parameter_missing' } : {})
}
