import type Stripe from 'stripe'
import type { Deps } from '../deps.ts'
import { DISPUTE_FEE, winDispute } from '../domain/dispute.ts'
import { type EventType, previousAttributes } from '../domain/event.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { bookMovement } from './book-movement.ts'
import type { Call } from './call.ts'
import { emitEvents } from './emit-events.ts'

interface Changed {
  writes: GatewayWrites
  call: Call | undefined
  before: Stripe.Dispute
  after: Stripe.Dispute
}

/** A dispute that is won brings back what it had withdrawn, with the fee. */
export function reinstateDispute(deps: Deps, writes: GatewayWrites, before: Stripe.Dispute): Stripe.Dispute {
  const won = winDispute(before)
  if (won.balance_transactions.length === 0) return won
  const { id: source, amount, currency } = won
  const movement = { shape: 'dispute_reversal' as const, amount, fee: -DISPUTE_FEE, currency, source }
  return { ...won, balance_transactions: [...won.balance_transactions, bookMovement(deps, writes, movement)] }
}

/** Writes a dispute that changed, with the events of what it has come to. */
export function saveDispute(deps: Deps, { writes, call, before, after }: Changed): void {
  const text = JSON.stringify(after)
  writes.update('dispute', after)
  const charge = writes.find('charge', String(after.charge))
  emitEvents(deps, {
    writes,
    call,
    payment_method: charge?.payment_method ?? null,
    events: toTypes(before, after).map((type) => ({
      type,
      text,
      previous: type === 'charge.dispute.updated' ? previousAttributes(before, after) : undefined,
    })),
  })
}

function toTypes(before: Stripe.Dispute, after: Stripe.Dispute): EventType[] {
  const types: EventType[] = ['charge.dispute.updated']
  if (before.status !== after.status && CLOSED.has(after.status)) types.push('charge.dispute.closed')
  if (after.balance_transactions.length > before.balance_transactions.length && after.status === 'won') {
    types.push('charge.dispute.funds_reinstated')
  }
  return types
}

const CLOSED = new Set<string>(['won', 'lost', 'warning_closed'])
