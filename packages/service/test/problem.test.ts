import { afterAll, describe, expect, it } from 'vitest'
import { ADMIN_KEY, bearer } from './test-app.ts'
import { app, post } from './things-app.ts'

afterAll(() => app.close())

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
