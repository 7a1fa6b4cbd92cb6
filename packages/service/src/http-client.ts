import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import axios, { type AxiosError, type AxiosInstance, type AxiosResponse } from 'axios'
import { firstKey } from './api-keys.ts'
import { currentContext } from './request-context.ts'

/** What is known after a call. `not_sent`: provably nothing reached the peer. `unknown`: it may have acted. */
export type HttpOutcome =
  | { kind: 'answered'; status: number; body: unknown; headers: Record<string, unknown> }
  | { kind: 'not_sent' | 'unknown'; reason: string }

export interface HttpCall {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  idempotency_key?: string
  /** At most this long, and never longer than the request it belongs to has left. */
  timeout_ms?: number
}

export interface HttpClient {
  call(call: HttpCall): Promise<HttpOutcome>
  close(): void
}

interface HttpClientOptions {
  base_url: string
  /** The first of them is sent as `Authorization: Bearer`. */
  key: string
  timeout_ms: number
  now: () => number
}

/**
 * An idle connection is closed before the peer closes it under our next call: by the peer's `Keep-Alive: timeout`, which
 * Node's agent heeds only where it has a longer limit of its own.
 */
const KEPT = { keepAlive: true, timeout: 80_000 }

/** Nothing was sent when it failed so. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** JSON over kept-alive connections to one peer; id, trace and deadline of the present request go along. */
export function createHttpClient({ base_url, key, timeout_ms, now }: HttpClientOptions): HttpClient {
  const agents = { httpAgent: new HttpAgent(KEPT), httpsAgent: new HttpsAgent(KEPT) }
  const http = axios.create({
    ...agents,
    baseURL: base_url,
    // These four are worth a quarter of a bare chain's throughput (docs/decisions/006).
    maxRedirects: 0,
    proxy: false,
    decompress: false,
    responseType: 'text',
    transformResponse: (text) => text,
    transformRequest: (text) => text,
    validateStatus: () => true,
    headers: { common: { authorization: `Bearer ${firstKey(key)}`, accept: 'application/json' } },
  })

  async function send(call: HttpCall): Promise<HttpOutcome> {
    const timeout = remaining_ms(call.timeout_ms ?? timeout_ms, now())
    if (timeout <= 0) return { kind: 'not_sent', reason: 'deadline passed' }
    return request(http, call, timeout)
  }

  return {
    async call(call) {
      const first = await send(call)
      // A connection that the peer closed as we wrote, or a proxy's passing 502: once more, under the same key.
      return mayResend(first, call) ? send(call) : first
    },
    close() {
      agents.httpAgent.destroy()
      agents.httpsAgent.destroy()
    },
  }
}

async function request(http: AxiosInstance, call: HttpCall, timeout: number): Promise<HttpOutcome> {
  const { method, path, body } = call
  try {
    const data = body === undefined ? undefined : JSON.stringify(body)
    return toOutcome(await http.request({ method, url: path, data, timeout, headers: headersOf(call, timeout) }))
  } catch (error) {
    const { code = 'unknown', message } = error as AxiosError
    return { kind: NOT_SENT.has(code) ? 'not_sent' : 'unknown', reason: `${code}: ${message}` }
  }
}

function headersOf({ body, idempotency_key }: HttpCall, timeout_ms: number): Record<string, string> {
  const context = currentContext()
  return {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(idempotency_key === undefined ? {} : { 'idempotency-key': idempotency_key }),
    ...(context ? { 'x-request-id': context.request_id, traceparent: context.traceparent } : {}),
    'x-deadline-ms': String(timeout_ms),
  }
}

function toOutcome({ status, data, headers }: AxiosResponse<string>): HttpOutcome {
  try {
    return { kind: 'answered', status, body: data === '' ? undefined : JSON.parse(data), headers }
  } catch {
    return { kind: 'unknown', reason: `status ${status} with a body that is not JSON` }
  }
}

function remaining_ms(limit_ms: number, now_ms: number): number {
  const deadline = currentContext()?.deadline
  return deadline === undefined ? limit_ms : Math.min(limit_ms, Math.floor(deadline - now_ms))
}

function mayResend(outcome: HttpOutcome, { method, idempotency_key }: HttpCall): boolean {
  const safe = method === 'GET' || idempotency_key !== undefined
  if (outcome.kind === 'answered') return safe && outcome.status === 502
  return safe && outcome.kind === 'unknown' && /^(ECONNRESET|EPIPE)/.test(outcome.reason)
}
