import type Stripe from 'stripe'

/** A card as Stripe's test methods carry it. */
export interface TestCard {
  brand: 'visa' | 'mastercard' | 'amex'
  last4: string
}

const DISPLAY_NAMES = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express' }
const YEARS_AHEAD = 3

export function displayBrand(brand: string): string {
  return DISPLAY_NAMES[brand as TestCard['brand']] ?? brand
}

interface CardUse {
  card: TestCard
  created: number
  amount_authorized: number
  cvc_check: 'pass' | 'fail'
  /** Seconds since 1970; only for what is captured by hand. */
  capture_before?: number
  /** Its holder was asked, and said yes. */
  is_authenticated?: boolean
}

export function toChargedCard(use: CardUse): Stripe.Charge.PaymentMethodDetails {
  const { card, created, amount_authorized, cvc_check, capture_before, is_authenticated } = use
  const details: Stripe.Charge.PaymentMethodDetails.Card = {
    ...commonDetails(card, { created, cvc_check }),
    amount_authorized,
    authorization_code: null,
    ...(capture_before === undefined ? {} : { capture_before }),
    electronic_commerce_indicator: null,
    installments: null,
    mandate: null,
    network: card.brand,
    network_transaction_id: null,
    three_d_secure: is_authenticated ? AUTHENTICATED : null,
    transaction_link_id: null,
  }
  return { type: 'card', card: details }
}

const AUTHENTICATED: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
}

export function toPaymentMethod(id: string, { card, created }: { card: TestCard; created: number }) {
  const method: Stripe.PaymentMethod = {
    id,
    object: 'payment_method',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: {
      ...commonDetails(card, { created, cvc_check: 'pass' }),
      display_brand: card.brand,
      generated_from: null,
      networks: { available: [card.brand], preferred: null },
      three_d_secure_usage: { supported: true },
    },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  }
  return method
}

function commonDetails(card: TestCard, { created, cvc_check }: { created: number; cvc_check: string }) {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check },
    country: 'US',
    exp_month: 12,
    exp_year: new Date(created * 1000).getUTCFullYear() + YEARS_AHEAD,
    fingerprint: `sandbox${card.brand}${card.last4}`,
    funding: 'credit',
    last4: card.last4,
    regulated_status: 'unregulated' as const,
    wallet: null,
  }
}
