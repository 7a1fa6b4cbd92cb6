import type { FastifyInstance } from 'fastify'
import { HttpError } from './http-error.ts'

/** Unknown path: 404; known path, other method: 405 with `Allow`. Register before the routes. */
export function answerUnknownRoutes(app: FastifyInstance): void {
  const methodsOf = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set()
    for (const name of [method].flat()) methods.add(name)
    methodsOf.set(url, methods)
  })
  let patterns: [RegExp, Set<string>][] | undefined
  // Before a body is read: what would be wrong with it does not matter here.
  app.addHook('onRequest', async (request) => {
    if (!request.is404) return
    patterns ??= [...methodsOf].map(([url, methods]) => [toPattern(url), methods])
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = patterns.filter(([pattern]) => pattern.test(path)).flatMap(([, methods]) => [...methods])
    if (allowed.length === 0) throw new HttpError(404, 'route_not_found', `There is nothing at ${path}.`)
    const allow = [...new Set(allowed)].sort().join(', ')
    throw new HttpError(405, 'method_not_allowed', `${path} answers ${allow}.`, { allow })
  })
}

function toPattern(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : RegExp.escape(part)))
    .join('/')
  return new RegExp(`^${source}$`)
}
