import type Stripe from 'stripe'
import { API_VERSION } from './api-version.ts'

/** What a create asks for, after the HTTP layer has read it. */
export interface NewWebhookEndpoint {
  url: string
  enabled_events: string[]
  description: string | null
  metadata: Record<string, string>
}

interface Birth {
  id: string
  created: number
}

/** Without its secret, which only a create shows. */
export function createWebhookEndpoint(asked: NewWebhookEndpoint, birth: Birth): Stripe.WebhookEndpoint {
  return {
    ...asked,
    ...birth,
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    livemode: false,
    status: 'enabled',
  }
}

export function listensTo({ status, enabled_events }: Stripe.WebhookEndpoint, type: string): boolean {
  return status === 'enabled' && (enabled_events.includes('*') || enabled_events.includes(type))
}
