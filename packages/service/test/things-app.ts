import { Type } from 'typebox'
import { AppError, type ErrorKind, unavailable } from '../src/app-error.ts'
import { clientOf } from '../src/auth.ts'
import { ADMIN_KEY, bearer, createTestApp } from './test-app.ts'

const Body = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 5 }),
    amount: Type.Integer({ minimum: 1 }),
    kind: Type.Enum(['a', 'b']),
    'odd/key~': Type.Optional(Type.Integer()),
    code: Type.Optional(Type.String({ format: 'code', 'x-code': 'code_unknown', description: 'must be a known code' })),
    items: Type.Optional(
      Type.Array(Type.Object({ sku: Type.String() }, { additionalProperties: false }), { maxItems: 2 }),
    ),
  },
  { additionalProperties: false },
)

/** Routes that take a body with every kind of fault, and that throw every kind of error. */
export const { app } = createTestApp({
  formats: { code: (text) => text === 'known' },
  routes: (scope) => {
    const config = { scope: 'things:write' }
    scope.post('/things', { config, schema: { body: Body } }, async (request) => ({ ok: clientOf(request).id }))
    scope.get(
      '/things/:id',
      { config, schema: { querystring: Type.Object({ limit: Type.Integer({ maximum: 9 }) }) } },
      async ({ query }) => query,
    )
    scope.delete('/things/:id', { config }, async () => ({}))
    scope.post('/errors/:kind', { config }, async ({ params }) => {
      throw new AppError((params as { kind: ErrorKind }).kind, 'some_code', 'Some words.', {
        extra: { order_id: 'ord_1' },
      })
    })
    scope.get('/faults/unavailable', { config }, async () => {
      throw unavailable('database_unavailable', 'Away.')
    })
    scope.get('/faults/bug', { config }, async () => {
      throw new TypeError('secret detail')
    })
  },
})

const json = { ...bearer(ADMIN_KEY), 'content-type': 'application/json' }
export const post = (payload: string, headers: Record<string, string> = json) =>
  app.inject({ method: 'POST', url: '/things', headers, payload })
