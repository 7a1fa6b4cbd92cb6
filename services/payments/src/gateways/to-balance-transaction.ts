import { toTimestamp } from '@tradewind/service/runtime.ts'
import type Stripe from 'stripe'
import type { BalanceTransaction } from '../domain/balance-transaction.ts'
import { fromStripeAmount } from './stripe-amounts.ts'

/** With `source` expanded it also tells whose it is. */
export function toBalanceTransaction(movement: Stripe.BalanceTransaction): BalanceTransaction {
  const { id, type, amount, fee, net, currency, source, created } = movement
  const origin = readOrigin(source)
  return {
    id,
    type,
    amount: fromStripeAmount(amount, currency),
    fee: fromStripeAmount(fee, currency),
    net: fromStripeAmount(net, currency),
    currency: currency.toUpperCase(),
    source_ref: idOf(source),
    charge_ref: origin.object === 'charge' ? idOf(source) : idOf(origin.charge),
    gateway_ref: idOf(origin.payment_intent),
    payment_id: readPaymentId(origin),
    created_at: toTimestamp(created * 1000),
  }
}

/** What charges, refunds and disputes have in common; other sources have none of it. */
interface Origin {
  object?: string
  charge?: Reference
  payment_intent?: Reference
  metadata?: Record<string, string>
}

type Reference = string | { id: string } | null | undefined

const readOrigin = (source: Stripe.BalanceTransaction['source']): Origin =>
  typeof source === 'object' && source !== null ? (source as Origin) : {}

const idOf = (reference: Reference): string | null =>
  typeof reference === 'object' && reference !== null ? reference.id : (reference ?? null)

const OUR_ID = /^pay_[0-9a-hjkmnp-tv-z]{26}$/

/** A charge bears the metadata of its intent. */
function readPaymentId({ object, metadata }: Origin): string | null {
  const payment_id = object === 'charge' ? metadata?.payment_id : undefined
  return payment_id && OUR_ID.test(payment_id) ? payment_id : null
}
