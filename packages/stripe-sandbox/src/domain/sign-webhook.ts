import { createHmac } from 'node:crypto'

/** The `Stripe-Signature` header: HMAC-SHA256 over `<timestamp>.<body>`, as `stripe.webhooks.constructEvent` reads it. */
export function signWebhook(body: string, { secret, timestamp }: { secret: string; timestamp: number }): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return `t=${timestamp},v1=${signature}`
}
