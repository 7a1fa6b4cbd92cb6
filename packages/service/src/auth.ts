import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Client, type FindClient, hashKey, mayUse } from './api-keys.ts'
import { AppError } from './app-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set for every route that has a scope. */
    client: Client | null
  }
  interface FastifyContextConfig {
    /** The scope a key needs for this route, or `public`. A route without one is refused at start. */
    scope?: string
    /** A query member that stands for the key; the route itself checks it. */
    unless_query?: string
  }
}

/** Its routes are a plugin's, which knows no scopes. */
const DOCS = '/docs'

/** Checks `Authorization: Bearer <key>` before a body is read. */
export function requireScopes(app: FastifyInstance, findClient: FindClient): void {
  app.decorateRequest('client', null)
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith(DOCS)) route.config = { ...route.config, scope: 'public' }
    if (route.config?.scope === undefined) throw new Error(`${route.method} ${route.url} names no scope`)
  })
  app.addHook('onRequest', async (request) => {
    const { scope, unless_query } = request.routeOptions.config
    if (request.is404 || scope === undefined || scope === 'public') return
    if (unless_query !== undefined && unless_query in (request.query as object)) return
    request.client = await authenticate(request, findClient)
    if (!mayUse(request.client, scope)) {
      throw new AppError('forbidden', 'scope_missing', `This key lacks the scope ${scope}.`, { extra: { scope } })
    }
  })
}

/** The caller of a route that has a scope. */
export function clientOf(request: FastifyRequest): Client {
  if (!request.client) throw new Error(`${request.routeOptions.url} names no scope`)
  return request.client
}

async function authenticate(request: FastifyRequest, findClient: FindClient): Promise<Client> {
  const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const client = key && (await findClient(hashKey(key)))
  if (client) return client
  throw new AppError(
    'unauthorized',
    key ? 'api_key_unknown' : 'api_key_missing',
    'Send Authorization: Bearer <API key>.',
  )
}
