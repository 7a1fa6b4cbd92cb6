import type Stripe from 'stripe'
import { createStripeNotices } from './read-stripe-notice.ts'
import { createStripeObjects } from './stripe-objects.ts'

/** Reading Stripe's webhooks, where there is a secret (or two, with a comma), and the objects that they are about. */
export function hearStripe(stripe: Stripe, { STRIPE_WEBHOOK_SECRET: secrets }: { STRIPE_WEBHOOK_SECRET?: string }) {
  const readNotice = secrets === undefined ? undefined : createStripeNotices(stripe, secrets.split(','))
  return { gatewayObjects: createStripeObjects(stripe), readNotice }
}
