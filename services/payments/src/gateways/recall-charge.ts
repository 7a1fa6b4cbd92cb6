import type Stripe from 'stripe'
import type { Outcome } from '../domain/outcome.ts'
import { toOutcome } from './to-outcome.ts'

const PAGE = 100
const ENDED = ['canceled', 'requires_payment_method']

/** What the gateway has charged, or is about to charge, for this order; undefined when it has nothing of the kind. */
export async function recallCharge(
  stripe: Stripe,
  { metadata }: Stripe.PaymentIntentCreateParams,
): Promise<Outcome | undefined> {
  const query = `metadata["order_id"]:"${(metadata as Stripe.MetadataParam).order_id}"`
  const found: Stripe.PaymentIntent[] = []
  for await (const intent of stripe.paymentIntents.search({ query, limit: PAGE, expand: ['data.latest_charge'] })) {
    if (!ENDED.includes(intent.status)) found.push(intent)
  }
  // What was given back in full counts only if there is nothing else: even then nothing is charged anew.
  const recalled = found.find((intent) => !isGivenBack(intent)) ?? found[0]
  return recalled && toOutcome(recalled)
}

const isGivenBack = ({ latest_charge: charge }: Stripe.PaymentIntent): boolean =>
  typeof charge === 'object' && charge !== null && charge.refunded === true
