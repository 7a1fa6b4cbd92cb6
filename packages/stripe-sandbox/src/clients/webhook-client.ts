import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { PostWebhook } from '../deps.ts'

const TIMEOUT_MS = 10_000

export interface WebhookClient {
  post: PostWebhook
  /** Cuts what is under way. */
  close(): void
}

/**
 * Posts events over kept-alive connections. A redirect is no answer, as at Stripe. Node's own client: an event is sent
 * for every charge, and a library around it costs the sandbox as much as the charge does.
 */
export function createWebhookClient(): WebhookClient {
  const http = new HttpAgent({ keepAlive: true })
  const https = new HttpsAgent({ keepAlive: true })
  const closing = new AbortController()

  function open(url: URL, options: { method: string; headers: Record<string, string | number> }) {
    const common = { ...options, timeout: TIMEOUT_MS, signal: closing.signal }
    return url.protocol === 'https:'
      ? requestHttps(url, { ...common, agent: https })
      : requestHttp(url, { ...common, agent: http })
  }

  return {
    post: ({ url, body, signature }) =>
      new Promise((resolve) => {
        const headers = { ...HEADERS, 'content-length': Buffer.byteLength(body), 'stripe-signature': signature }
        const request = open(new URL(url), { method: 'POST', headers })
        request.on('response', (response) => {
          response.resume()
          resolve(response.statusCode ?? 'no status')
        })
        request.on('timeout', () => request.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)))
        request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
        request.end(body)
      }),
    close() {
      closing.abort()
      http.destroy()
      https.destroy()
    },
  }
}

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'Stripe/1.0 (card sandbox)',
}
