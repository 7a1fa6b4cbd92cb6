import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { BalanceTransaction } from './balance-transaction.ts'
import type { Account, LedgerTransaction } from './ledger.ts'

/** Two entries to come: so much from one account to another. */
export interface Posting {
  /** What is missing from the books while it is not posted. */
  kind: 'fee' | 'payout'
  source_event: string
  debit: Account
  credit: Account
  amount: number
}

/** Money that the gateway takes for itself and that is no part of another movement. */
const FEES = new Set(['stripe_fee', 'stripe_fx_fee', 'tax_fee'])
const PAYOUTS = new Set(['payout', 'payout_failure', 'payout_cancel'])

/**
 * What the books learn from the gateway's balance alone: fees and payouts. Captures, refunds and disputes themselves are
 * posted with the payment.
 */
export function toPostings({ id, type, amount, fee }: BalanceTransaction): Posting[] {
  const postings = [transfer({ kind: 'fee', source_event: `fee:${id}`, to: 'processor_fees', amount: fee })]
  if (FEES.has(type))
    postings.push(transfer({ kind: 'fee', source_event: `gateway_fee:${id}`, to: 'processor_fees', amount: -amount }))
  if (PAYOUTS.has(type))
    postings.push(transfer({ kind: 'payout', source_event: `payout:${id}`, to: 'bank', amount: -amount }))
  return postings.filter((posting) => posting.amount > 0)
}

/** Out of what the gateway owes us; a negative amount comes back. */
function transfer({ kind, source_event, to, amount }: Transfer): Posting {
  const [debit, credit] = amount > 0 ? [to, RECEIVABLE] : [RECEIVABLE, to]
  return { kind, source_event, debit, credit, amount: Math.abs(amount) }
}

interface Transfer extends Pick<Posting, 'kind' | 'source_event' | 'amount'> {
  to: Account
}

const RECEIVABLE: Account = 'gateway_receivable'

interface Making {
  newId: (prefix: string) => string
  now: number
}

/** The ledger transactions of a movement. */
export function toBalancePostings(movement: BalanceTransaction, { newId, now }: Making): LedgerTransaction[] {
  const { payment_id, currency } = movement
  return toPostings(movement).map(({ source_event, debit, credit, amount }) => ({
    id: newId('ltx'),
    source_event,
    payment_id,
    created_at: toTimestamp(now),
    entries: [
      { id: newId('le'), account: debit, direction: 'debit', amount, currency },
      { id: newId('le'), account: credit, direction: 'credit', amount, currency },
    ],
  }))
}
