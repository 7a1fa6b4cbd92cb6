import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../deps.ts'
import { cancelPayout, createPayout } from '../use-cases/change-payout.ts'
import { readCurrency, readRequiredAmount } from './read-amount.ts'
import { readBody, readCall } from './read-call.ts'
import { readExpand } from './read-expand.ts'
import { readMetadata } from './read-metadata.ts'
import { readOneOf, readString, refuseUnknown } from './read-params.ts'
import { sendAnswer } from './send-answer.ts'

const PATH = '/v1/payouts'
const CREATE_PARAMS = new Set([
  'amount',
  'currency',
  'description',
  'expand',
  'metadata',
  'method',
  'source_type',
  'statement_descriptor',
])
const CANCEL_PARAMS = new Set(['expand'])

type WithId = { Params: { id: string } }

export async function payoutWriteRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  app.post(PATH, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, CREATE_PARAMS)
    readOneOf(params, 'method', ['standard'])
    readOneOf(params, 'source_type', ['card'])
    const answering = createPayout(context, toCall(request), {
      amount: readRequiredAmount(params),
      currency: readCurrency(params),
      automatic: false,
      description: readString(params, 'description') ?? null,
      metadata: readMetadata(params),
      statement_descriptor: readString(params, 'statement_descriptor') ?? null,
    })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id/cancel`, async (request, reply) => {
    refuseUnknown(readBody(request), CANCEL_PARAMS)
    const answering = cancelPayout(context, toCall(request), { id: request.params.id })
    return sendAnswer(context, { request, reply }, answering)
  })
}

function toCall(request: FastifyRequest) {
  return readCall(request, readExpand(readBody(request), 'payout'))
}
