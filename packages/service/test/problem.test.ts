import { Type } from 'typebox'
import { afterAll, describe, expect, it } from 'vitest'
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

const { app } = createTestApp({
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
afterAll(() => app.close())

const json = { ...bearer(ADMIN_KEY), 'content-type': 'application/json' }
const post = (payload: string, headers: Record<string, string> = json) =>
  app.inject({ method: 'POST', url: '/things', headers, payload })

describe('what is thrown on purpose', () => {
  it.each([
    ['invalid', 422],
    ['not_found', 404],
    ['conflict', 409],
    ['precondition', 412],
    ['declined', 402],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['rate_limited', 429],
    ['unavailable', 503],
  ])('when it is %s, then the problem has status %i, its code and further members', async (kind, status) => {
    const answer = await app.inject({ method: 'POST', url: `/errors/${kind}`, headers: bearer(ADMIN_KEY) })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.json()).toMatchObject({
      type: 'about:blank',
      status,
      code: 'some_code',
      detail: 'Some words.',
      order_id: 'ord_1',
    })
  })

  it('when a dependency is away, then Retry-After says to come again', async () => {
    const answer = await app.inject({ url: '/faults/unavailable', headers: bearer(ADMIN_KEY) })
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1'])
  })

  it('when it is a fault of ours, then 500 reveals nothing', async () => {
    const answer = await app.inject({ url: '/faults/bug', headers: bearer(ADMIN_KEY) })
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal_error' })
    expect(answer.body).not.toContain('secret')
  })
})

describe('what only HTTP can find wrong', () => {
  it('when nothing is at a path, then 404 route_not_found', async () => {
    const answer = await app.inject({ url: '/nowhere?x=1' })
    expect(answer.json()).toMatchObject({
      status: 404,
      code: 'route_not_found',
      detail: 'There is nothing at /nowhere.',
    })
  })

  it('when a path has other methods, then 405 with Allow', async () => {
    const answer = await app.inject({ method: 'PATCH', url: '/things/1' })
    expect(answer.headers.allow).toBe('DELETE, GET, HEAD')
    expect(answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed' })
  })

  it.each([
    ['malformed JSON', '{"a":', 'malformed_json'],
    ['an empty body', '', 'malformed_json'],
  ])('when there is %s, then 400', async (_what, payload, code) => {
    expect((await post(payload)).json()).toMatchObject({ status: 400, code })
  })

  it('when a body would poison prototypes, then 400', async () => {
    expect((await post('{"__proto__":{"a":1}}')).statusCode).toBe(400)
  })

  it('when a body is over 256 KiB, then 413', async () => {
    expect((await post(JSON.stringify({ name: 'x'.repeat(257 * 1024) }))).json()).toMatchObject({
      status: 413,
      code: 'body_too_large',
    })
  })

  it('when a body is not JSON, then 415', async () => {
    const answer = await post('<a/>', { ...bearer(ADMIN_KEY), 'content-type': 'application/xml' })
    expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' })
  })
})

describe('what a schema refuses', () => {
  it('when a body has many faults, then all are told at once, each with pointer and code', async () => {
    const answer = await post(
      JSON.stringify({
        name: 'too long',
        amount: 0,
        extra: 1,
        code: 'x',
        items: [{}, { sku: 1, b: 2 }],
        'odd/key~': 'a',
      }),
    )
    expect(answer.json()).toMatchObject({ status: 422, code: 'validation_failed' })
    const faults = (answer.json().errors as { pointer: string; code: string }[]).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    )
    expect(faults.sort()).toEqual([
      '/amount too_small',
      '/code code_unknown',
      '/extra unknown_field',
      '/items/0/sku required',
      '/items/1/b unknown_field',
      '/items/1/sku invalid_type',
      '/kind required',
      '/name too_long',
      '/odd~1key~0 invalid_type',
    ])
  })

  it('when a number comes as text in a body, then it is refused; in a query it is read', async () => {
    expect((await post(JSON.stringify({ name: 'a', amount: '5', kind: 'a' }))).json().errors).toMatchObject([
      { pointer: '/amount', code: 'invalid_type' },
    ])
    const answer = await app.inject({ url: '/things/1?limit=5', headers: bearer(ADMIN_KEY) })
    expect(answer.json()).toEqual({ limit: 5 })
  })

  it('when a query is wrong, then the pointer begins with /query', async () => {
    const answer = await app.inject({ url: '/things/1?limit=50', headers: bearer(ADMIN_KEY) })
    expect(answer.json().errors).toMatchObject([{ pointer: '/query/limit', code: 'too_large' }])
  })

  it('when a value is not one of a list, then the detail names the list', async () => {
    const answer = await post(JSON.stringify({ name: 'a', amount: 1, kind: 'c' }))
    expect(answer.json().errors).toEqual([{ pointer: '/kind', code: 'invalid_value', detail: 'must be one of a, b' }])
  })

  it('when the body is not an object at all, then the pointer is the whole', async () => {
    expect((await post('[]')).json().errors).toMatchObject([{ pointer: '', code: 'invalid_type' }])
  })
})
