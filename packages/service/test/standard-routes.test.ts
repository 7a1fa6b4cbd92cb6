import { Type } from 'typebox'
import { afterAll, describe, expect, it } from 'vitest'
import { currentContext } from '../src/request-context.ts'
import { ADMIN_KEY, bearer, createTestApp } from './test-app.ts'

const isDatabaseUp = true
const { app, health } = createTestApp({
  probe: async () => {
    if (!isDatabaseUp) throw new Error('away')
  },
  routes: (scope) => {
    const schema = { summary: 'Make a thing', body: Type.Object({ name: Type.String() }) }
    scope.post('/things/:id', { config: { scope: 'things:write' }, schema }, async () => currentContext())
  },
})
afterAll(() => app.close())

describe('the routes every service has', () => {
  it('when /openapi.json is asked for, then it is 3.1 and has the service routes, not the standard ones', async () => {
    const document = (await app.inject({ url: '/openapi.json' })).json()
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(Object.keys(document.paths)).toEqual(['/things/{id}'])
    expect(document.components.securitySchemes.api_key).toEqual({ type: 'http', scheme: 'bearer' })
  })

  it('when /docs is asked for, then a page answers', async () => {
    const answer = await app.inject({ url: '/docs/' })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')])
  })

  it('when /livez is asked for, then it is well whatever the database does', async () => {
    expect((await app.inject({ url: '/livez' })).json()).toEqual({ status: 'ok' })
  })

  it('when a request was answered, then /metrics counts it by its route template', async () => {
    await app.inject({ method: 'POST', url: '/things/5', headers: bearer(ADMIN_KEY), payload: { name: 'a' } })
    const { body } = await app.inject({ url: '/metrics' })
    const counts = body.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count{'))
    expect(counts).toContainEqual(expect.stringMatching(/method="POST".*route="\/things\/:id".*status="200".* 1$/))
  })

  it('when a request names itself, then its id comes back and is known inside, after the body too', async () => {
    const headers = { ...bearer(ADMIN_KEY), 'x-request-id': 'shop-1' }
    const answer = await app.inject({ method: 'POST', url: '/things/5', headers, payload: { name: 'a' } })
    expect(answer.headers['x-request-id']).toBe('shop-1')
    expect(answer.json()).toMatchObject({ request_id: 'shop-1' })
  })

  it('when the replica drains, then /readyz answers 503 and every answer closes its connection', async () => {
    expect((await app.inject({ url: '/readyz' })).statusCode).toBe(200)
    health.drain()
    const answer = await app.inject({ url: '/readyz' })
    expect(answer.json()).toEqual({ status: 'draining' })
    expect([answer.statusCode, answer.headers.connection]).toEqual([503, 'close'])
  })
})
