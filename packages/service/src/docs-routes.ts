import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

interface Title {
  title: string
  description: string
  version: string
}

/** `/openapi.json` (3.1, made of the routes' schemas) and `/docs`, the same to read. */
export const docsRoutes = fp(async (app: FastifyInstance, info: Title) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info,
      components: { securitySchemes: { api_key: { type: 'http', scheme: 'bearer' } } },
      security: [{ api_key: [] }],
    },
  })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  const hidden = { config: { scope: 'public' }, schema: { hide: true } }
  app.get('/openapi.json', hidden, async () => app.swagger())
})
