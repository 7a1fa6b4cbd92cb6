import type Stripe from 'stripe'
import type { Decline } from './decline.ts'
import { docUrl, type StripeErrorBody } from './gateway-error.ts'
import { type TestCard, toChargedCard, toPaymentMethod } from './test-card.ts'

/** The charge as the network refused it: nothing authorized, nothing captured. */
export function declineCharge(charge: Stripe.Charge, { decline, card }: { decline: Decline; card: TestCard }) {
  const cvc_check = decline.code === 'incorrect_cvc' ? 'fail' : 'pass'
  const declined: Stripe.Charge = {
    ...charge,
    amount_captured: 0,
    captured: false,
    failure_code: decline.code,
    failure_message: decline.message,
    outcome: toOutcome(decline),
    paid: false,
    payment_method_details: toChargedCard({ card, created: charge.created, amount_authorized: 0, cvc_check }),
    status: 'failed',
  }
  return declined
}

/** The body of a 402, without the intent that Stripe puts beside it. */
export function toCardError(decline: Decline, { charge, card }: { charge: Stripe.Charge; card: TestCard }) {
  const error: Omit<StripeErrorBody, 'payment_intent'> & { type: 'card_error' } = {
    type: 'card_error',
    advice_code: decline.advice_code,
    charge: charge.id,
    code: decline.code,
    doc_url: docUrl(decline.code),
    message: decline.message,
    payment_method: toPaymentMethod(charge.payment_method ?? '', { card, created: charge.created }),
  }
  if (decline.decline_code) error.decline_code = decline.decline_code
  if (decline.param) error.param = decline.param
  return error
}

function toOutcome(decline: Decline): Stripe.Charge.Outcome {
  return {
    advice_code: decline.advice_code,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'declined_by_network',
    reason: decline.decline_code ?? decline.code,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  }
}
