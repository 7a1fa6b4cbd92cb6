import type Stripe from 'stripe'
import { createInvalidRequest } from './gateway-error.ts'

/** `automatic`: its authorization expired. */
export type CancellationReason = 'automatic' | 'abandoned' | 'duplicate' | 'fraudulent' | 'requested_by_customer'

interface Cancellation {
  reason: CancellationReason | null
  /** Seconds since 1970. */
  canceled_at: number
}

export function cancelPaymentIntent(intent: Stripe.PaymentIntent, { reason, canceled_at }: Cancellation) {
  const canceled: Stripe.PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    canceled_at,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  }
  return canceled
}

/** An authorization that is given back: Stripe shows it as refunded in full, never captured. */
export function releaseCharge(charge: Stripe.Charge): Stripe.Charge {
  return { ...charge, amount_refunded: charge.amount, refunded: true }
}

/** Throws Stripe's 400 when it is too late. */
export function assertCancelable(intent: Stripe.PaymentIntent): void {
  if (CANCELABLE.has(intent.status)) return
  throw createInvalidRequest(
    `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${[...CANCELABLE].join(', ')}.`,
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  )
}

const CANCELABLE = new Set<string>([
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
])
