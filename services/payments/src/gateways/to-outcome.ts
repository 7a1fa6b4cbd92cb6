import { toTimestamp } from '@tradewind/service/runtime.ts'
import type Stripe from 'stripe'
import type { GatewayPayment, Outcome } from '../domain/outcome.ts'
import { fromStripeAmount } from './stripe-amounts.ts'
import { toPaymentError } from './to-payment-error.ts'

/** What an intent says about its charge. With `latest_charge` expanded it also tells the card. */
export function toOutcome(intent: Stripe.PaymentIntent): Outcome {
  const { status, last_payment_error: error } = intent
  if (isSettled(status)) return { kind: 'settled', at_gateway: toGatewayPayment(intent, status) }
  if (status === 'requires_payment_method' && error) {
    return { kind: 'declined', error: toPaymentError(error), gateway_ref: intent.id }
  }
  return { kind: 'unknown', reason: `intent is ${status}`, key_spent: false }
}

const SETTLED: string[] = ['succeeded', 'requires_capture', 'requires_action', 'canceled']
const isSettled = (status: string): status is GatewayPayment['status'] => SETTLED.includes(status)

function toGatewayPayment(intent: Stripe.PaymentIntent, status: GatewayPayment['status']): GatewayPayment {
  const card = readCard(intent.latest_charge)
  const { type, redirect_to_url } = intent.next_action ?? {}
  return {
    gateway_ref: intent.id,
    status,
    amount_captured: fromStripeAmount(intent.amount_received, intent.currency),
    amount_capturable: fromStripeAmount(intent.amount_capturable, intent.currency),
    card: card ? { brand: card.brand, last4: card.last4, exp: toExpiry(card) } : null,
    next_action: type ? { type, url: redirect_to_url?.url ?? null } : null,
    capture_before: card?.capture_before ? toTimestamp(card.capture_before * 1000) : null,
  }
}

const readCard = (charge: Stripe.PaymentIntent['latest_charge']) =>
  charge && typeof charge === 'object' ? charge.payment_method_details?.card : undefined

/** MM/YYYY. */
const toExpiry = ({ exp_month, exp_year }: { exp_month: number; exp_year: number }): string =>
  `${String(exp_month).padStart(2, '0')}/${exp_year}`
