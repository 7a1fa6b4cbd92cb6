import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttpClient, type HttpClient } from '../src/http-client.ts'
import { newContext, runInContext } from '../src/request-context.ts'

const PEER = 'http://payments.test'
const call = { method: 'POST', path: '/payments', body: { amount: 5 }, idempotency_key: 'eff_1' } as const
let client: HttpClient

beforeAll(() => {
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
  client = createHttpClient({ base_url: PEER, key: 'sk_service sk_before', timeout_ms: 300, now: Date.now })
})
afterEach(() => nock.cleanAll())
afterAll(() => {
  client.close()
  nock.restore()
})

const reset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })

describe('what is known after a call', () => {
  it.each([200, 402, 500, 503])('when the peer answers %i, then that is the outcome, asked once', async (status) => {
    const scope = nock(PEER).post('/payments').reply(status, { id: 'pay_1' })
    expect(await client.call(call)).toMatchObject({ kind: 'answered', status, body: { id: 'pay_1' } })
    expect(scope.isDone()).toBe(true)
  })

  it('when the answer has no body, then body is undefined', async () => {
    nock(PEER).delete('/x').reply(204)
    expect(await client.call({ method: 'DELETE', path: '/x' })).toMatchObject({ status: 204, body: undefined })
  })

  it('when the answer is not JSON, then the outcome is unknown', async () => {
    nock(PEER).post('/payments').reply(200, '<html>')
    expect(await client.call(call)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('not JSON') })
  })

  it('when it redirects, then we do not follow', async () => {
    nock(PEER).post('/payments').reply(302, {}, { location: 'http://elsewhere.test/' })
    expect(await client.call(call)).toMatchObject({ kind: 'answered', status: 302 })
  })

  it('when nobody listens, then provably nothing was sent', async () => {
    nock(PEER)
      .post('/payments')
      .replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
    expect(await client.call(call)).toMatchObject({ kind: 'not_sent', reason: expect.stringContaining('ECONNREFUSED') })
  })

  it('when it does not answer in time, then the outcome is unknown and it is not asked again', async () => {
    nock(PEER).post('/payments').delay(1000).reply(200, {})
    const again = nock(PEER).post('/payments').reply(200, {})
    expect(await client.call(call)).toMatchObject({ kind: 'unknown' })
    expect(again.isDone()).toBe(false)
  })
})

describe('once more, under the same key', () => {
  it('when the connection is reset, then the same is sent again', async () => {
    nock(PEER).post('/payments').replyWithError(reset())
    const again = nock(PEER).post('/payments', { amount: 5 }).matchHeader('idempotency-key', 'eff_1').reply(201, {})
    expect(await client.call(call)).toMatchObject({ kind: 'answered', status: 201 })
    expect(again.isDone()).toBe(true)
  })

  it('when a proxy answers 502, then it is sent again', async () => {
    nock(PEER).post('/payments').reply(502, {}).post('/payments').reply(201, {})
    expect(await client.call(call)).toMatchObject({ status: 201 })
  })

  it('when it is reset twice, then the outcome is unknown', async () => {
    nock(PEER).post('/payments').times(2).replyWithError(reset())
    expect(await client.call(call)).toMatchObject({ kind: 'unknown' })
  })

  it('when a POST has no key, then it is never sent again', async () => {
    nock(PEER).post('/payments').replyWithError(reset())
    const again = nock(PEER).post('/payments').reply(201, {})
    expect(await client.call({ method: 'POST', path: '/payments', body: {} })).toMatchObject({ kind: 'unknown' })
    expect(again.isDone()).toBe(false)
  })
})

describe('a connection', () => {
  it('when the peer tells how long it keeps a connection, then an idle one is closed before that', async () => {
    const keeps = { keepAliveTimeout: 60_000 }
    const server = createServer(keeps, (_, response) => response.setHeader('keep-alive', 'timeout=2').end('{}'))
    const closed = once(server, 'connection').then(([socket]) =>
      once(socket as Socket, 'close', { signal: AbortSignal.timeout(5_000) }),
    )
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const own = createHttpClient({ base_url: `http://127.0.0.1:${port}`, key: 'sk', timeout_ms: 300, now: Date.now })
    expect(await own.call(call)).toMatchObject({ kind: 'answered', status: 200 })
    await closed
    own.close()
    server.close()
  })
})

describe('a deadline', () => {
  it('when the time of the request is over, then nothing is sent', async () => {
    const context = { ...newContext(), deadline: Date.now() - 1 }
    expect(await runInContext(context, () => client.call(call))).toEqual({
      kind: 'not_sent',
      reason: 'deadline passed',
    })
  })
})
