import { describe, expect, it } from 'vitest'
import { toRequest } from '../order-request.ts'
import { faultsOf, useApp } from './start-app.ts'

const { started, post, get } = useApp()

describe('when a body cannot be read', () => {
  it.each([
    ['malformed', '{"currency":', {}, 400, 'malformed_json'],
    ['empty', '', {}, 400, 'malformed_json'],
    ['too large', JSON.stringify({ note: 'x'.repeat(256 * 1024) }), {}, 413, 'body_too_large'],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['poisoned', '{"__proto__": {"a": 1}}', {}, 400, 'malformed_json'],
  ] as const)('because it is %s then it is refused as a problem', async (_what, body, headers, status, code) => {
    const answer = await post(body, headers)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })
})

describe('when a key may not do it', () => {
  it.each([
    ['missing', '', 401, 'api_key_missing'],
    ['unknown', 'Bearer sk_other', 401, 'api_key_unknown'],
    ['of another scheme', 'Basic c2tfc2hvcDo=', 401, 'api_key_missing'],
    ['without the scope', 'Bearer sk_reader', 403, 'scope_missing'],
  ])('because it is %s then nothing is made', async (_what, authorization, status, code) => {
    const answer = await post(toRequest(), { authorization })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect((await get('/orders')).json().data).toEqual([])
  })

  it.each(['/orders', '/orders/ord_1'])('because it may not read then %s is refused', async (url) => {
    expect((await get(url, { authorization: 'Bearer sk_writer' })).statusCode).toBe(403)
    expect((await get(url, {})).statusCode).toBe(401)
  })
})

describe('when there is no such thing', () => {
  it.each([
    ['/order', 'route_not_found'],
    ['/orders/ord_1', 'order_not_found'],
    ['/orders/ord_1/returns', 'route_not_found'],
  ])('as %s then it is 404', async (url, code) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.json().code]).toEqual([404, code])
  })

  it.each([
    ['PUT', '/orders', 'GET, HEAD, POST'],
    ['PUT', '/orders/ord_1', 'DELETE, GET, HEAD, PATCH'],
  ] as const)('as %s %s then it is 405 with what there is', async (method, url, allow) => {
    const headers = { authorization: 'Bearer sk_shop' }
    const answer = await started().app.inject({ method, url, headers })
    expect([answer.statusCode, answer.json().code, answer.headers.allow]).toEqual([405, 'method_not_allowed', allow])
  })
})

describe('when a query is not right', () => {
  it.each([
    ['limit=0', '/query/limit too_small'],
    ['limit=101', '/query/limit too_large'],
    ['limit=many', '/query/limit invalid_type'],
    ['page=2', '/query/page unknown_field'],
    ['after=garbage', '/query/after invalid_cursor'],
    [`after=${Buffer.from('ord_1').toString('base64url')}`, '/query/after invalid_cursor'],
    [`after=${'x'.repeat(201)}`, '/query/after too_long'],
  ])('as %s then it is 422 with its place', async (query, fault) => {
    const answer = await get(`/orders?${query}`)
    expect(answer.statusCode).toBe(422)
    expect(faultsOf(answer.json())).toEqual([fault])
  })
})
