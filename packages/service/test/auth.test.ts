import { afterAll, describe, expect, it } from 'vitest'
import { clientOf } from '../src/auth.ts'
import { ADMIN_KEY, bearer, createTestApp, READER_KEY } from './test-app.ts'

const { app } = createTestApp({
  routes: (scope) => {
    scope.get('/things', { config: { scope: 'things:read' } }, async (request) => clientOf(request).id)
    scope.post('/things', { config: { scope: 'things:write' } }, async (request) => clientOf(request).id)
    scope.get('/open', { config: { scope: 'public' } }, async () => 'open')
  },
})
afterAll(() => app.close())

describe('API keys', () => {
  it.each([
    ['none', {}, 'api_key_missing'],
    ['another scheme', { authorization: 'Basic abc' }, 'api_key_missing'],
    ['an unknown one', bearer('sk_unknown'), 'api_key_unknown'],
    ['one with a character more', bearer(`${ADMIN_KEY}x`), 'api_key_unknown'],
  ])('when the key is %s, then 401 with WWW-Authenticate', async (_what, headers, code) => {
    const answer = await app.inject({ url: '/things', headers })
    expect(answer.json()).toMatchObject({ status: 401, code })
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  it('when the scope is missing, then 403 names it', async () => {
    const answer = await app.inject({ method: 'POST', url: '/things', headers: bearer(READER_KEY) })
    expect(answer.json()).toMatchObject({ status: 403, code: 'scope_missing', scope: 'things:write' })
  })

  it('when no key comes with a large body, then it is refused before the body is read', async () => {
    const answer = await app.inject({ method: 'POST', url: '/things', payload: { a: 'x'.repeat(300_000) } })
    expect(answer.statusCode).toBe(401)
  })

  it('when the scope is there, then the route knows who calls; admin has every scope', async () => {
    expect((await app.inject({ url: '/things', headers: bearer(READER_KEY) })).body).toBe('reader')
    expect((await app.inject({ method: 'POST', url: '/things', headers: bearer(ADMIN_KEY) })).body).toBe('admin')
  })

  it('when a route is public, then no key is asked for', async () => {
    expect((await app.inject({ url: '/open' })).body).toBe('open')
  })

  it('when a route names no scope, then the app does not start', async () => {
    const { app: careless } = createTestApp({ routes: (scope) => void scope.get('/bare', async () => 'x') })
    await expect(careless.ready()).rejects.toThrow('/bare names no scope')
  })
})
