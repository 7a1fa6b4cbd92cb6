import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../deps.ts'
import { EVIDENCE_TEXTS } from '../domain/dispute.ts'
import { closeDispute, updateDispute } from '../use-cases/change-dispute.ts'
import type { FormObject } from './form-encoding.ts'
import { readBody, readCall } from './read-call.ts'
import { readExpand } from './read-expand.ts'
import { readMetadataChange } from './read-metadata.ts'
import { readBoolean, readHash, readString, refuseUnknown } from './read-params.ts'
import { sendAnswer } from './send-answer.ts'

const PATH = '/v1/disputes'
const UPDATE_PARAMS = new Set(['evidence', 'expand', 'metadata', 'submit'])
const CLOSE_PARAMS = new Set(['expand'])
const TEXTS = new Set<string>(EVIDENCE_TEXTS)

type WithId = { Params: { id: string } }

export async function disputeWriteRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  app.post<WithId>(`${PATH}/:id`, async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, UPDATE_PARAMS)
    const answering = updateDispute(context, toCall(request), {
      id: request.params.id,
      evidence: readEvidence(params),
      submit: readBoolean(params, 'submit') ?? true,
      metadata: readMetadataChange(params),
    })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post<WithId>(`${PATH}/:id/close`, async (request, reply) => {
    refuseUnknown(readBody(request), CLOSE_PARAMS)
    const answering = closeDispute(context, toCall(request), { id: request.params.id })
    return sendAnswer(context, { request, reply }, answering)
  })
}

function toCall(request: FastifyRequest) {
  return readCall(request, readExpand(readBody(request), 'dispute'))
}

function readEvidence(params: FormObject): Record<string, string> | undefined {
  const given = readHash(params, 'evidence')
  if (!given) return undefined
  refuseUnknown(given, TEXTS, 'evidence')
  return Object.fromEntries(Object.keys(given).map((name) => [name, readString(given, name) ?? '']))
}
