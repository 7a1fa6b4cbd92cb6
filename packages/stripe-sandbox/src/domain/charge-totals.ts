import type Stripe from 'stripe'

/** What became of a charge, as the page sums it up. */
export type ChargeState = 'captured' | 'authorized' | 'declined' | 'released'

export interface TotalChange {
  currency: string
  state: ChargeState
  count: number
  amount: number
}

export function readChargeState(charge: Stripe.Charge): ChargeState {
  if (charge.status === 'failed') return 'declined'
  if (charge.captured) return 'captured'
  return charge.refunded ? 'released' : 'authorized'
}

/** The changes of the sums when a charge is made (`before` undefined) or moves on. */
export function changeTotals(before: Stripe.Charge | undefined, after: Stripe.Charge): TotalChange[] {
  return before ? [negate(toTotal(before)), toTotal(after)] : [toTotal(after)]
}

export function removeFromTotals(charge: Stripe.Charge): TotalChange[] {
  return [negate(toTotal(charge))]
}

function toTotal(charge: Stripe.Charge): TotalChange {
  const state = readChargeState(charge)
  const amount = state === 'captured' ? charge.amount_captured : charge.amount
  return { currency: charge.currency, state, count: 1, amount }
}

function negate(change: TotalChange): TotalChange {
  return { ...change, count: -change.count, amount: -change.amount }
}
