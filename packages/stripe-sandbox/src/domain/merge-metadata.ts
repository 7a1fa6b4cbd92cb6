import type Stripe from 'stripe'

/** As at Stripe: pairs given replace or add, an empty value takes its pair away, and the rest stays. */
export function mergeMetadata(known: Stripe.Metadata, given: Record<string, string>): Stripe.Metadata {
  return Object.fromEntries(Object.entries({ ...known, ...given }).filter(([, value]) => value !== ''))
}
