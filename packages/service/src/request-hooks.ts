import type { FastifyInstance } from 'fastify'
import type { Health } from './health-routes.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import { type RequestContext, readContext, runInContext } from './request-context.ts'
import type { Runtime } from './runtime.ts'

declare module 'fastify' {
  interface FastifyRequest {
    context: RequestContext | null
  }
}

interface Followed {
  log: Logger
  metrics: Metrics
  runtime: Runtime
  health: Health
}

/** Gives every request its context, answers its id, and leaves one log line and one measurement of it. */
export function followRequests(app: FastifyInstance, { log, metrics, runtime, health }: Followed): void {
  app.decorateRequest('context', null)

  app.addHook('onRequest', (request, reply, done) => {
    const context = readContext(request.headers, runtime.now())
    request.context = context
    reply.header('x-request-id', context.request_id)
    if (health.draining()) reply.header('connection', 'close')
    runInContext(context, done)
  })

  // The body arrives in events of the socket, outside the context that the first hook began.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.context) runInContext(request.context, done)
    else done()
  })

  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    const { method } = request
    const status = reply.statusCode
    metrics.observeRequest({ method, route, status }, reply.elapsedTime / 1000)
    const line = { method, route, status, ms: Math.round(reply.elapsedTime * 10) / 10 }
    if (request.context) runInContext(request.context, () => log.info(line, 'request'))
    done()
  })
}
