import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { readQuery } from './read-call.ts'
import { readChargeExpand } from './read-expand.ts'
import { refuseUnknown } from './read-params.ts'
import { sendJson } from './send-answer.ts'

const RETRIEVE_PARAMS = new Set(['expand'])

export async function chargeRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  const { read } = context.store

  app.get<{ Params: { id: string } }>('/v1/charges/:id', async (request, reply) => {
    const params = readQuery(request)
    refuseUnknown(params, RETRIEVE_PARAMS)
    const expand = readChargeExpand(params)
    const { id } = request.params
    const charge = read.findCharge(id)
    if (!charge) throw createMissing('charge', { id, param: 'charge' })
    if (expand.includes('payment_intent')) {
      charge.payment_intent = read.findIntent(charge.payment_intent as string) ?? charge.payment_intent
    }
    return sendJson(reply, { status: 200, body: JSON.stringify(charge) })
  })
}
