import fastify, { type FastifyInstance } from 'fastify'
import type { Context, Deps } from './deps.ts'
import { answerError, answerUnknownRoute } from './http/answer-error.ts'
import { authorize } from './http/authorize.ts'
import { chargeRoutes } from './http/charge-routes.ts'
import { chargesPageRoutes } from './http/charges-page-routes.ts'
import { parseForm } from './http/form-encoding.ts'
import { paymentIntentReadRoutes } from './http/payment-intent-read-routes.ts'
import { paymentIntentWriteRoutes } from './http/payment-intent-write-routes.ts'
import { sandboxRoutes } from './http/sandbox-routes.ts'

const API_VERSION = '2026-10-28.endive'
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
  app.register(chargesPageRoutes, { context })
  app.register(sandboxRoutes, { context })
  app.register(async (api) => {
    api.addHook('onRequest', authorize)
    api.register(paymentIntentWriteRoutes, { context })
    api.register(paymentIntentReadRoutes, { context })
    api.register(chargeRoutes, { context })
  })
  return app
}
