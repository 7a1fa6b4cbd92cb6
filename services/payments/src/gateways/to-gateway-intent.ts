import { toTimestamp } from '@tradewind/service/runtime.ts'
import type Stripe from 'stripe'
import type { GatewayIntent } from '../domain/gateway-intent.ts'
import { fromStripeAmount } from './stripe-amounts.ts'

/** With `latest_charge` expanded: what was refunded is told by the charge alone. */
export function toGatewayIntent(intent: Stripe.PaymentIntent): GatewayIntent {
  const { id, metadata, status, amount, amount_received, amount_capturable, currency, created } = intent
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const toOurs = (units: number) => fromStripeAmount(units, currency)
  return {
    gateway_ref: id,
    charge_ref: charge?.id ?? null,
    payment_id: metadata.payment_id ?? null,
    order_id: metadata.order_id ?? null,
    status,
    amount: toOurs(amount),
    amount_captured: toOurs(amount_received),
    amount_capturable: toOurs(amount_capturable),
    amount_refunded: toOurs(amount_received === 0 ? 0 : readRefunded(charge)),
    currency: currency.toUpperCase(),
    created_at: toTimestamp(created * 1000),
  }
}

/** What was let go at the capture counts as refunded at the gateway; nobody has paid it. */
function readRefunded(charge: Stripe.Charge | null): number {
  if (!charge) return 0
  return charge.amount_refunded - (charge.amount - charge.amount_captured)
}
