import type Stripe from 'stripe'
import type { Deps } from '../deps.ts'
import { type NewEvent, previousAttributes } from '../domain/event.ts'
import { withRefunded } from '../domain/refund.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { bookMovement } from './book-movement.ts'
import type { Call } from './call.ts'
import { emitEvents } from './emit-events.ts'

interface Ended {
  writes: GatewayWrites
  call: Call | undefined
  before: Stripe.Refund
  after: Stripe.Refund
}

/** Writes a refund that failed or was canceled, and gives its amount back to the charge and to the balance. */
export function endRefund(deps: Deps, { writes, call, before, after }: Ended): Stripe.Refund {
  const ended = giveBack(deps, writes, after)
  const charge = writes.find('charge', String(ended.charge))
  if (charge) writes.updateCharge(charge, withRefunded(charge, -ended.amount))
  saveRefund(deps, { writes, call, before, after: ended })
  return ended
}

/** What had succeeded has moved money, which comes back by a transaction of its own. */
function giveBack(deps: Deps, writes: GatewayWrites, refund: Stripe.Refund): Stripe.Refund {
  if (refund.balance_transaction === null) return refund
  const { id: source, amount, currency } = refund
  const booked = bookMovement(deps, writes, { shape: 'refund_failure', amount, fee: 0, currency, source })
  return { ...refund, failure_balance_transaction: booked.id }
}

/** Writes a refund that changed, with its events. */
export function saveRefund(deps: Deps, { writes, call, before, after }: Ended): void {
  const text = JSON.stringify(after)
  writes.update('refund', after)
  const previous = previousAttributes(before, after)
  const events: NewEvent[] = [
    { type: 'refund.updated', text, previous },
    { type: 'charge.refund.updated', text, previous },
  ]
  if (after.status === 'failed') events.push({ type: 'refund.failed', text })
  emitEvents(deps, { writes, call, payment_method: after.payment_method as string | null, events })
}
