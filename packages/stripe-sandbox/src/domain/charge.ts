import type Stripe from 'stripe'
import { type TestCard, toChargedCard } from './test-card.ts'

interface NewCharge {
  intent: Stripe.PaymentIntent
  id: string
  created: number
  card: TestCard
  payment_method: string
  is_authenticated: boolean
}

/** As for most cards at Stripe. */
const DAYS_TO_CAPTURE = 7

/** An authorized charge; captured at once unless the intent is captured by hand. */
export function createCharge(made: NewCharge): Stripe.Charge {
  const { intent, id, created, card, payment_method, is_authenticated } = made
  const captured = intent.capture_method !== 'manual'
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    ...EMPTY,
    captured,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    outcome: ACCEPTED,
    paid: true,
    payment_intent: intent.id,
    payment_method,
    payment_method_details: toChargedCard({
      card,
      created,
      amount_authorized: intent.amount,
      cvc_check: 'pass',
      is_authenticated,
      ...(captured ? {} : { capture_before: created + DAYS_TO_CAPTURE * 86_400 }),
    }),
    receipt_email: intent.receipt_email,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: 'succeeded',
  }
}

/** What stays empty in a sandbox without Connect, Radar, receipts, fees and refunds. */
const EMPTY = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
  calculated_statement_descriptor: 'TRADEWIND SANDBOX',
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  source: null,
  source_transfer: null,
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<Stripe.Charge>

const ACCEPTED: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 20,
  seller_message: 'Payment complete.',
  type: 'authorized',
}
