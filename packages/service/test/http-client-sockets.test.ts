import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHttpClient } from '../src/http-client.ts'
import { newContext, runInContext } from '../src/request-context.ts'

const call = { method: 'POST', path: '/payments', body: { amount: 5 }, idempotency_key: 'eff_1' } as const

describe('over a real socket', () => {
  let peer: Server
  let connections = 0
  let requests = 0
  let headers: IncomingHttpHeaders = {}
  beforeAll(async () => {
    peer = createServer((request, response) => {
      requests += 1
      headers = request.headers
      if (request.url === '/cut') request.socket.destroy()
      else if (request.url !== '/hang') response.end('{}')
    })
    peer.on('connection', () => {
      connections += 1
    })
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    peer.closeAllConnections()
    peer.close()
  })
  const toPeer = () =>
    createHttpClient({
      base_url: `http://127.0.0.1:${(peer.address() as AddressInfo).port}`,
      key: 'k',
      timeout_ms: 200,
      now: Date.now,
    })

  it('when a request is under way, then its id, its trace and what is left of its time go along', async () => {
    const own = toPeer()
    const context = { ...newContext(), deadline: Date.now() + 150 }
    await runInContext(context, () => own.call(call))
    expect(headers).toMatchObject({
      authorization: 'Bearer k',
      'content-type': 'application/json',
      'idempotency-key': 'eff_1',
      'x-request-id': context.request_id,
      traceparent: context.traceparent,
    })
    expect(Number(headers['x-deadline-ms'])).toBeLessThanOrEqual(150)
    own.close()
  })

  it('when calls follow each other, then they share one connection', async () => {
    const own = toPeer()
    connections = 0
    for (let times = 0; times < 5; times += 1) await own.call({ method: 'GET', path: '/x' })
    expect(connections).toBe(1)
    own.close()
  })

  it('when the peer cuts the connection after it read the call, then it was asked twice and the outcome is unknown', async () => {
    const own = toPeer()
    requests = 0
    expect(await own.call({ ...call, path: '/cut' })).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/^ECONNRESET/),
    })
    expect(requests).toBe(2)
    own.close()
  })

  it('when the peer hangs, then the outcome is unknown after the timeout, asked once', async () => {
    const own = toPeer()
    requests = 0
    const begun = performance.now()
    expect(await own.call({ ...call, path: '/hang' })).toMatchObject({ kind: 'unknown' })
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(requests).toBe(1)
    own.close()
  })

  it('when nothing listens on the port, then it was not sent', async () => {
    const own = createHttpClient({ base_url: 'http://127.0.0.1:1', key: 'k', timeout_ms: 200, now: Date.now })
    expect(await own.call(call)).toMatchObject({ kind: 'not_sent' })
    own.close()
  })
})
