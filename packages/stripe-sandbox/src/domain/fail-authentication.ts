import type Stripe from 'stripe'
import { docUrl } from './gateway-error.ts'
import { toPaymentMethod } from './test-card.ts'
import { findTestMethod } from './test-method.ts'

const CODE = 'payment_intent_authentication_failure'
const MESSAGE =
  'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.'

/** The card's holder was asked, and said no: the intent waits for another card. */
export function failAuthentication(intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const id = String(intent.payment_method)
  const card = findTestMethod(id)?.card
  return {
    ...intent,
    last_payment_error: {
      type: 'invalid_request_error',
      code: CODE,
      doc_url: docUrl(CODE),
      message: MESSAGE,
      ...(card ? { payment_method: toPaymentMethod(id, { card, created: intent.created }) } : {}),
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  }
}
