import type Stripe from 'stripe'
import type { Deps } from '../deps.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { bookMovement } from './book-movement.ts'

/** The refund with its balance transaction, once it has succeeded; a pending one has moved nothing yet. */
export function bookRefund(deps: Deps, writes: GatewayWrites, refund: Stripe.Refund): Stripe.Refund {
  if (refund.status !== 'succeeded') return refund
  const { id: source, amount, currency } = refund
  const booked = bookMovement(deps, writes, { shape: 'refund', amount: -amount, fee: 0, currency, source })
  return { ...refund, balance_transaction: booked.id }
}
