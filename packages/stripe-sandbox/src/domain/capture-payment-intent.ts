import type Stripe from 'stripe'
import { assertWholeUnits } from './charge-amount.ts'
import { createInvalidRequest } from './gateway-error.ts'

interface Capture {
  charge: Stripe.Charge
  /** null captures all that is capturable. */
  amount_to_capture: number | null
}

/** Captures once, in whole or in part; as at Stripe, what is left over counts as refunded. */
export function capturePaymentIntent(intent: Stripe.PaymentIntent, { charge, amount_to_capture }: Capture) {
  const amount = amount_to_capture ?? intent.amount_capturable
  assertWholeUnits(amount, { currency: intent.currency, param: 'amount_to_capture' })
  if (amount > intent.amount_capturable) {
    throw createInvalidRequest(
      `The amount to capture (${amount}) must be less than or equal to the capturable amount (${intent.amount_capturable}).`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    )
  }
  const captured: Stripe.PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    status: 'succeeded',
  }
  const capturedCharge: Stripe.Charge = {
    ...charge,
    amount_captured: amount,
    amount_refunded: charge.amount - amount,
    captured: true,
    payment_method_details: withoutDeadline(charge.payment_method_details),
  }
  return { intent: captured, charge: capturedCharge }
}

/** Throws Stripe's 400 unless the intent waits for its capture. */
export function assertCapturable(intent: Stripe.PaymentIntent): void {
  if (intent.status === 'requires_capture') return
  throw createInvalidRequest(
    `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  )
}

function withoutDeadline(details: Stripe.Charge.PaymentMethodDetails | null) {
  if (!details?.card) return details
  const { capture_before: _, ...card } = details.card
  return { ...details, card }
}
