import { createHttpClient, type HttpClient } from '@tradewind/service/http-client.ts'
import nock from 'nock'
import { afterEach, beforeEach } from 'vitest'

export const PEER = 'http://peer.test'

/** A client of a peer that is played by nock, around each test. */
export function useClient(timeout_ms = 5_000): () => HttpClient {
  let http: HttpClient
  beforeEach(() => {
    nock.disableNetConnect()
    http = createHttpClient({ base_url: PEER, key: 'sk_service', timeout_ms, now: Date.now })
  })
  afterEach(() => {
    http.close()
    nock.cleanAll()
    nock.enableNetConnect()
  })
  return () => http
}

/** What every call carries: who calls, under which key, for which request. */
export const CALL_HEADERS = {
  authorization: 'Bearer sk_service',
  'idempotency-key': 'eff_1',
  'content-type': 'application/json',
  'x-request-id': 'req-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
}

export const CONTEXT = { request_id: CALL_HEADERS['x-request-id'], traceparent: CALL_HEADERS.traceparent }
