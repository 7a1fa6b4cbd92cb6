import { line } from '@tradewind/contracts/text.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { Type } from 'typebox'
import type { AppDeps } from '../deps.ts'
import { readCommandKey } from './command-reply.ts'

const CustomerParams = Type.Object({ id: line(64) })
const EraseHeaders = Type.Object({ 'idempotency-key': Type.Optional(Type.String({ description: 'Required.' })) })

const Erasure = Type.Object({
  customer_id: Type.String(),
  status: Type.Enum(['running', 'done']),
  requested_at: Type.String(),
  done_at: Type.Optional(Type.String()),
})

/** An erasure is known by its customer: asked for again while it runs, it is the same one. */
export async function customerRoutes(
  app: App,
  { erasures, runtime }: Pick<AppDeps, 'erasures' | 'runtime'>,
): Promise<void> {
  const config = { scope: 'admin' }
  const erase = {
    config,
    schema: {
      summary: 'Take a customer’s personal data out of all orders and mails; the money stays',
      params: CustomerParams,
      headers: EraseHeaders,
      response: { 202: Erasure },
    },
  }
  app.post('/customers/:id/erase', erase, async (request, reply) => {
    readCommandKey(request)
    const { id: customer_id } = request.params
    const erasure = await erasures.request({ customer_id, at: toTimestamp(runtime.now()) })
    reply.header('location', `/customers/${encodeURIComponent(customer_id)}/erase`)
    return reply.code(202).send(erasure)
  })

  const read = {
    config,
    schema: { summary: 'How far an erasure is', params: CustomerParams, response: { 200: Erasure } },
  }
  app.get('/customers/:id/erase', read, async (request) => {
    const erasure = await erasures.find(request.params.id)
    if (!erasure) throw new AppError('not_found', 'erasure_not_found', 'Nobody asked to erase this customer.')
    return erasure
  })
}
