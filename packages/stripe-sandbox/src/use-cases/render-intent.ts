import type Stripe from 'stripe'
import { toPaymentMethod } from '../domain/test-card.ts'
import { findTestMethod } from '../domain/test-method.ts'

interface Rendered {
  intent: Stripe.PaymentIntent
  /** `intent` as JSON, when it is at hand. */
  text: string
  charge?: Stripe.Charge | undefined
}

/** The intent's JSON with what is to be expanded in place of the ids; the text at hand when nothing is. */
export function renderIntent({ intent, text, charge }: Rendered, expand: string[]): string {
  if (expand.length === 0) return text
  return JSON.stringify(expandIntent(intent, { expand, findCharge: () => charge }))
}

interface Expansion {
  expand: string[]
  findCharge(id: string): Stripe.Charge | undefined
}

/** Other expandable fields are always null here, and stay so. */
export function expandIntent(intent: Stripe.PaymentIntent, { expand, findCharge }: Expansion): Stripe.PaymentIntent {
  const { latest_charge, payment_method } = intent
  const expanded = { ...intent }
  if (typeof latest_charge === 'string' && expand.some((path) => path.split('.')[0] === 'latest_charge')) {
    expanded.latest_charge = findCharge(latest_charge) ?? latest_charge
  }
  if (typeof payment_method === 'string' && expand.includes('payment_method')) {
    const card = findTestMethod(payment_method)?.card
    if (card) expanded.payment_method = toPaymentMethod(payment_method, { card, created: intent.created })
  }
  return expanded
}
