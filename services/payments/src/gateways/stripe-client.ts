import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import Stripe from 'stripe'
import { createOneSendClient } from './one-send-client.ts'

const API_VERSION = '2026-10-28.endive'
const TIMEOUT_MS = 10_000

interface ClientOptions {
  secret_key: string
  /** `https://api.stripe.com`, or a gateway that speaks the same, such as the sandbox. */
  base_url: string
  timeout_ms?: number
}

export interface StripeClient {
  stripe: Stripe
  close(): void
}

/** The official SDK over kept-alive connections; every send is ours, under our key. */
export function createStripeClient({ secret_key, base_url, timeout_ms = TIMEOUT_MS }: ClientOptions): StripeClient {
  const { protocol, hostname, port } = new URL(base_url)
  const isHttps = protocol === 'https:'
  const agent = isHttps ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  const stripe = new Stripe(secret_key, {
    apiVersion: API_VERSION,
    host: hostname,
    port: port || (isHttps ? 443 : 80),
    protocol: isHttps ? 'https' : 'http',
    httpClient: createOneSendClient(Stripe.createNodeHttpClient(agent)),
    maxNetworkRetries: 0,
    timeout: timeout_ms,
    telemetry: false,
  })
  return { stripe, close: () => agent.destroy() }
}
