import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { FindClient } from './api-keys.ts'
import { requireScopes } from './auth.ts'
import { docsRoutes } from './docs-routes.ts'
import { type Health, healthRoutes } from './health-routes.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import { answerUnknownRoutes } from './not-found.ts'
import { answerError } from './problem.ts'
import { refuseCardNumbers } from './refuse-card-numbers.ts'
import { followRequests } from './request-hooks.ts'
import type { Runtime } from './runtime.ts'
import { createValidatorCompiler, type Format } from './validator.ts'

/** What the chassis needs from a service. */
export interface Chassis {
  service: { title: string; description: string; version: string }
  log: Logger
  metrics: Metrics
  runtime: Runtime
  findClient: FindClient
  health: Health
  trust_proxy: string
  body_limit?: number
  formats?: Record<string, Format>
}

export type App = ReturnType<typeof createApp>

const BODY_LIMIT = 256 * 1024
/** Longer than any proxy's keep-alive: the proxy closes an idle connection, never we under its next request. */
const KEEP_ALIVE_MS = 72_000
const REQUEST_TIMEOUT_MS = 30_000

/** A Fastify app with all that the services share, ready for a service's own routes. */
export function createApp(chassis: Chassis) {
  const app = fastify({
    loggerInstance: chassis.log as FastifyBaseLogger,
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: chassis.body_limit ?? BODY_LIMIT,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: chassis.trust_proxy === '' ? false : chassis.trust_proxy,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(createValidatorCompiler(chassis.formats))
  app.setErrorHandler(answerError)
  followRequests(app, chassis)
  answerUnknownRoutes(app)
  requireScopes(app, chassis.findClient)
  refuseCardNumbers(app)
  app.register(docsRoutes, chassis.service)
  app.register(healthRoutes, { health: chassis.health, metrics: chassis.metrics })
  return app
}
