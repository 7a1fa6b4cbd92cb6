import type { FastifyInstance } from 'fastify'
import type { Context } from '../deps.ts'
import { createInvalidRequest } from '../domain/gateway-error.ts'
import { objectReadRoutes } from './object-read-routes.ts'

/** Lists and retrieves of all objects that are read in one and the same way. */
export async function readRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  const { read } = context.store
  const filters = ['charge', 'payment_intent']
  app.register(objectReadRoutes, {
    context,
    kind: 'charge',
    path: '/v1/charges',
    filters: ['customer', 'payment_intent'],
  })
  app.register(objectReadRoutes, { context, kind: 'refund', path: '/v1/refunds', filters })
  app.register(objectReadRoutes, { context, kind: 'dispute', path: '/v1/disputes', filters })
  app.register(objectReadRoutes, { context, kind: 'payout', path: '/v1/payouts', filters: ['status'] })
  app.register(objectReadRoutes, {
    context,
    kind: 'balance_transaction',
    path: '/v1/balance_transactions',
    filters: ['currency', 'source', 'type'],
    narrowing: { param: 'payout', toRange },
  })

  function toRange(id: string) {
    const range = read.findPayoutRange(id)
    if (range) return { from: range.from, until: range.until, equals: { currency: range.currency } }
    const message = 'Balance transaction history can only be filtered on automatic payouts, not manual ones.'
    throw createInvalidRequest(message, { param: 'payout' })
  }
}
