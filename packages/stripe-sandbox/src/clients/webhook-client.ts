import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import axios, { type AxiosError } from 'axios'
import type { PostWebhook } from '../deps.ts'

const TIMEOUT_MS = 10_000

export interface WebhookClient {
  post: PostWebhook
  /** Cuts what is under way. */
  close(): void
}

/** Posts events over kept-alive connections. A redirect is no answer, as at Stripe. */
export function createWebhookClient(): WebhookClient {
  const agents = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) }
  const closing = new AbortController()
  const http = axios.create({
    ...agents,
    // As between the services (docs/decisions/006).
    maxRedirects: 0,
    proxy: false,
    decompress: false,
    responseType: 'text',
    transformResponse: () => undefined,
    transformRequest: (text) => text,
    validateStatus: () => true,
    timeout: TIMEOUT_MS,
    signal: closing.signal,
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Stripe/1.0 (+tradewind sandbox)' },
  })
  return {
    async post({ url, body, signature }) {
      try {
        return (await http.post(url, body, { headers: { 'stripe-signature': signature } })).status
      } catch (error) {
        const { code, message } = error as AxiosError
        return code ?? message
      }
    },
    close() {
      closing.abort()
      agents.httpAgent.destroy()
      agents.httpsAgent.destroy()
    },
  }
}
