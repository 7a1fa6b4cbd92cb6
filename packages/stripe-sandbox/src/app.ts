import fastify, { type FastifyInstance } from 'fastify'
import type { Context, Deps } from './deps.ts'
import { API_VERSION } from './domain/api-version.ts'
import { answerError, answerUnknownRoute } from './http/answer-error.ts'
import { authenticationRoutes } from './http/authentication-routes.ts'
import { authorize } from './http/authorize.ts'
import { balanceRoutes } from './http/balance-routes.ts'
import { disputeWriteRoutes } from './http/dispute-write-routes.ts'
import { eventRoutes } from './http/event-routes.ts'
import { parseForm } from './http/form-encoding.ts'
import { overviewRoutes } from './http/overview-routes.ts'
import { paymentIntentReadRoutes } from './http/payment-intent-read-routes.ts'
import { paymentIntentWriteRoutes } from './http/payment-intent-write-routes.ts'
import { payoutWriteRoutes } from './http/payout-write-routes.ts'
import { plantRoutes } from './http/plant-routes.ts'
import { readRoutes } from './http/read-routes.ts'
import { refundWriteRoutes } from './http/refund-write-routes.ts'
import { sandboxRoutes } from './http/sandbox-routes.ts'
import { webhookEndpointRoutes } from './http/webhook-endpoint-routes.ts'

const FORM = 'application/x-www-form-urlencoded'

/** The whole sandbox as one Fastify app; opens nothing. */
export function buildApp(deps: Deps): FastifyInstance {
  const closing = new AbortController()
  const context: Context = { ...deps, keys_in_use: new Set(), closing: closing.signal }
  const app = fastify({
    genReqId: () => deps.newId('req'),
    forceCloseConnections: true,
    return503OnClosing: false,
    keepAliveTimeout: 72_000,
    routerOptions: { querystringParser: parseForm },
  })
  app.addHook('preClose', async () => closing.abort())
  app.addHook('onRequest', async (request, reply) => {
    reply.header('request-id', request.id).header('stripe-version', request.headers['stripe-version'] ?? API_VERSION)
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(FORM, { parseAs: 'string' }, async (_request: unknown, text: string) => parseForm(text))
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerUnknownRoute)
  app.register(overviewRoutes, { context })
  app.register(sandboxRoutes, { context })
  app.register(plantRoutes, { context })
  app.register(authenticationRoutes, { context })
  app.register(async (api) => {
    api.addHook('onRequest', authorize)
    api.register(paymentIntentWriteRoutes, { context })
    api.register(paymentIntentReadRoutes, { context })
    api.register(refundWriteRoutes, { context })
    api.register(disputeWriteRoutes, { context })
    api.register(payoutWriteRoutes, { context })
    api.register(readRoutes, { context })
    api.register(balanceRoutes, { context })
    api.register(eventRoutes, { context })
    api.register(webhookEndpointRoutes, { context })
  })
  return app
}
