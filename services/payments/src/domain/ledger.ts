import type { Payment } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'

/** As the rows of `ledger_accounts`. */
export const ACCOUNTS = [
  'gateway_receivable',
  'order_revenue',
  'refunds',
  'processor_fees',
  'bank',
  'dispute_hold',
  'chargeback_loss',
] as const
export type Account = (typeof ACCOUNTS)[number]

export interface LedgerEntry {
  id: string
  account: Account
  direction: 'debit' | 'credit'
  /** Minor units, above 0. */
  amount: number
  currency: string
}

/** Entries that sum to zero. `source_event` is unique: what happened once is posted once. */
export interface LedgerTransaction {
  id: string
  source_event: string
  /** Null for what is of no single payment, such as a payout. */
  payment_id: string | null
  created_at: string
  entries: LedgerEntry[]
}

interface Making {
  newId: (prefix: string) => string
  now: number
}

/** Money captured: the gateway owes it to us, the order earned it. Undefined when nothing was captured. */
export function toCapture(payment: Payment, { newId, now }: Making): LedgerTransaction | undefined {
  const { amount_captured: amount, currency, id: payment_id, gateway_ref } = payment
  if (amount === 0) return undefined
  return {
    id: newId('ltx'),
    source_event: `capture:${gateway_ref}`,
    payment_id,
    created_at: toTimestamp(now),
    entries: [
      { id: newId('le'), account: 'gateway_receivable', direction: 'debit', amount, currency },
      { id: newId('le'), account: 'order_revenue', direction: 'credit', amount, currency },
    ],
  }
}
