import type { Kind } from '../gateway-store.ts'

/** Where each kind is kept. */
export const OBJECT_TABLES: Record<Kind, string> = {
  payment_intent: 'payment_intents',
  charge: 'charges',
  refund: 'refunds',
  balance_transaction: 'balance_transactions',
  dispute: 'disputes',
  payout: 'payouts',
}
