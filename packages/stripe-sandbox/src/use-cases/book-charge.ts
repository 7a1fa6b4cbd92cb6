import type Stripe from 'stripe'
import type { Deps } from '../deps.ts'
import { processingFee } from '../domain/balance-transaction.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { bookMovement } from './book-movement.ts'

/** The charge with its balance transaction, once it is captured. */
export function bookCharge(deps: Deps, writes: GatewayWrites, charge: Stripe.Charge): Stripe.Charge {
  if (!charge.captured) return charge
  const { id: source, amount_captured: amount, currency } = charge
  const { id } = bookMovement(deps, writes, { shape: 'charge', amount, fee: processingFee(amount), currency, source })
  return { ...charge, balance_transaction: id }
}
