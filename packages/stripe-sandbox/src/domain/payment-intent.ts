import type Stripe from 'stripe'

/** What a create asks for, after the HTTP layer has read it. */
export interface NewPaymentIntent {
  amount: number
  currency: string
  capture_method: 'automatic' | 'automatic_async' | 'manual'
  confirmation_method: 'automatic' | 'manual'
  customer: string | null
  description: string | null
  metadata: Record<string, string>
  payment_method: string | null
  payment_method_types: string[]
  allowed_payment_method_types: string[] | null
  automatic_payment_methods: Stripe.PaymentIntent.AutomaticPaymentMethods | null
  receipt_email: string | null
  setup_future_usage: string | null
  shipping: Stripe.PaymentIntent.Shipping | null
  statement_descriptor: string | null
  statement_descriptor_suffix: string | null
}

interface Birth {
  id: string
  client_secret: string
  /** Seconds since 1970. */
  created: number
}

/** The intent before anything is confirmed. */
export function createPaymentIntent(asked: NewPaymentIntent, birth: Birth): Stripe.PaymentIntent {
  return {
    ...asked,
    ...birth,
    object: 'payment_intent',
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    canceled_at: null,
    cancellation_reason: null,
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: CARD_OPTIONS },
    payment_record: null,
    processing: null,
    review: null,
    source: null,
    status: asked.payment_method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_group: null,
  }
}

const CARD_OPTIONS: Stripe.PaymentIntent.PaymentMethodOptions.Card = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
}
