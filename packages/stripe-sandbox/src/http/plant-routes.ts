import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createInvalidRequest } from '../domain/gateway-error.ts'
import { answerOnce } from '../use-cases/answer-once.ts'
import { commitAnswer } from '../use-cases/commit-answer.ts'
import { disputeCharge } from '../use-cases/dispute-charge.ts'
import { payOutAll } from '../use-cases/pay-out.ts'
import { BREAKS, plantBreak } from '../use-cases/plant-break.ts'
import { readRequiredAmount } from './read-amount.ts'
import { readBody, readCall } from './read-call.ts'
import { readBoolean, readOneOf, readRequired, refuseUnknown } from './read-params.ts'
import { sendAnswer } from './send-answer.ts'

const DISPUTE_PARAMS = new Set(['payment_intent', 'reason', 'inquiry'])
const REASONS = ['fraudulent', 'general', 'product_not_received', 'duplicate', 'product_unacceptable'] as const
const PLANT_PARAMS = new Set(['kind', 'payment_intent', 'amount'])
const NO_PARAMS = new Set<string>()

/** What banks do and what goes wrong, at a test's command; open to all, as the whole sandbox is. */
export async function plantRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  app.post('/sandbox/disputes', async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, DISPUTE_PARAMS)
    const answering = disputeCharge(context, readCall(request, []), {
      payment_intent: readRequired(params, 'payment_intent'),
      reason: readOneOf(params, 'reason', REASONS) ?? 'fraudulent',
      is_inquiry: readBoolean(params, 'inquiry') ?? false,
    })
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post('/sandbox/payouts', async (request, reply) => {
    refuseUnknown(readBody(request), NO_PARAMS)
    const call = readCall(request, [])
    const answering = answerOnce(context, call, () =>
      commitAnswer(context, call, (writes) => {
        return { status: 200, body: JSON.stringify({ data: payOutAll(context, writes) }) }
      }),
    )
    return sendAnswer(context, { request, reply }, answering)
  })

  app.post('/sandbox/plants', async (request, reply) => {
    const params = readBody(request)
    refuseUnknown(params, PLANT_PARAMS)
    const kind = readOneOf(params, 'kind', BREAKS)
    const payment_intent = readRequired(params, 'payment_intent')
    const amount = kind === 'change_amount' ? readRequiredAmount(params) : 0
    if (!kind) throw createInvalidRequest('Missing required param: kind.', { code: 'parameter_missing', param: 'kind' })
    const answering = plantBreak(context, readCall(request, []), { kind, payment_intent, amount })
    return sendAnswer(context, { request, reply }, answering)
  })
}
