import { toPostings } from './balance-postings.ts'
import type { BalanceTransaction } from './balance-transaction.ts'
import type { Break } from './break.ts'

/** By source event: what is posted out of what the gateway owes us. */
export type Posted = ReadonlyMap<string, number>

/** The source events that a movement may have posted. */
export const sourceEventsOf = (movement: BalanceTransaction): string[] =>
  toChecks(movement).map(({ source_event }) => source_event)

/** Whether fee and payout are posted as the gateway has booked them. */
export function compareMovement(movement: BalanceTransaction, posted: Posted): Break[] {
  const { payment_id, gateway_ref, charge_ref } = movement
  return toChecks(movement).flatMap(({ type, source_event, expected }) => {
    const actual = posted.get(source_event) ?? 0
    if (actual === expected) return []
    return [{ type, subject: source_event, payment_id, gateway_ref, charge_ref, expected, actual }]
  })
}

/** A fee is looked for also where the gateway has none: it may be posted all the same. */
function toChecks(movement: BalanceTransaction) {
  const fee = { type: 'fee' as const, source_event: `fee:${movement.id}`, expected: movement.fee }
  const others = toPostings(movement).filter(({ source_event }) => source_event !== fee.source_event)
  return [
    fee,
    ...toDisputed(movement),
    ...others.map(({ kind, source_event, credit, amount }) => ({
      type: kind === 'fee' ? ('fee' as const) : ('ledger' as const),
      source_event,
      expected: credit === 'gateway_receivable' ? amount : -amount,
    })),
  ]
}

/** What a dispute took or gave back is posted with the payment, once the gateway has told us of it. */
function toDisputed({ type, source_ref, amount }: BalanceTransaction) {
  if (type !== 'adjustment' || amount === 0 || !DISPUTE.test(source_ref ?? '')) return []
  const moved = amount < 0 ? 'dispute_opened' : 'dispute_won'
  return [{ type: 'ledger' as const, source_event: `${moved}:${source_ref}`, expected: -amount }]
}

const DISPUTE = /^(dp|du)_/
