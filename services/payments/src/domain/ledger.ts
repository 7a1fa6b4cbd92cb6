import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Dispute } from './dispute.ts'

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
export function toCapture(payment: Captured, making: Making): LedgerTransaction | undefined {
  const { amount_captured: amount, currency, id: payment_id, gateway_ref } = payment
  if (amount === 0) return undefined
  const accounts = { debit: 'gateway_receivable', credit: 'order_revenue' } as const
  return toTransfer({ source_event: `capture:${gateway_ref}`, payment_id, amount, currency, ...accounts }, making)
}

type Captured = Pick<Payment, 'id' | 'amount_captured' | 'currency' | 'gateway_ref'>

/** Money given back: the gateway owes us so much less. */
export function toRefund(refund: Refunded, making: Making): LedgerTransaction {
  const accounts = { debit: 'refunds', credit: 'gateway_receivable' } as const
  return toTransfer({ source_event: `refund:${refund.gateway_ref}`, ...moneyOf(refund), ...accounts }, making)
}

/** A refund that the bank sent back after all. */
export function toFailedRefund(refund: Refunded, making: Making): LedgerTransaction {
  const accounts = { debit: 'gateway_receivable', credit: 'refunds' } as const
  return toTransfer({ source_event: `refund_failed:${refund.gateway_ref}`, ...moneyOf(refund), ...accounts }, making)
}

type Refunded = Pick<Refund, 'payment_id' | 'amount' | 'currency' | 'gateway_ref'>

/** The card issuer takes the money until it has decided. */
export function toDisputeOpened(dispute: Dispute, making: Making): LedgerTransaction {
  const accounts = { debit: 'dispute_hold', credit: 'gateway_receivable' } as const
  return toTransfer({ source_event: `dispute_opened:${dispute.gateway_ref}`, ...moneyOf(dispute), ...accounts }, making)
}

export function toDisputeWon(dispute: Dispute, making: Making): LedgerTransaction {
  const accounts = { debit: 'gateway_receivable', credit: 'dispute_hold' } as const
  return toTransfer({ source_event: `dispute_won:${dispute.gateway_ref}`, ...moneyOf(dispute), ...accounts }, making)
}

export function toDisputeLost(dispute: Dispute, making: Making): LedgerTransaction {
  const accounts = { debit: 'chargeback_loss', credit: 'dispute_hold' } as const
  return toTransfer({ source_event: `dispute_lost:${dispute.gateway_ref}`, ...moneyOf(dispute), ...accounts }, making)
}

const moneyOf = ({ payment_id, amount, currency }: Omit<Refunded, 'gateway_ref'>) => ({ payment_id, amount, currency })

interface Transfer {
  source_event: string
  payment_id: string
  amount: number
  currency: string
  debit: Account
  credit: Account
}

function toTransfer(transfer: Transfer, { newId, now }: Making): LedgerTransaction {
  const { source_event, payment_id, amount, currency, debit, credit } = transfer
  return {
    id: newId('ltx'),
    source_event,
    payment_id,
    created_at: toTimestamp(now),
    entries: [
      { id: newId('le'), account: debit, direction: 'debit', amount, currency },
      { id: newId('le'), account: credit, direction: 'credit', amount, currency },
    ],
  }
}
