import type Stripe from 'stripe'
import type { Deps } from '../deps.ts'
import { createDispute, DISPUTE_FEE, type DisputeCause, isDisputable } from '../domain/dispute.ts'
import type { NewEvent } from '../domain/event.ts'
import { createInvalidRequest } from '../domain/gateway-error.ts'
import { toCreated } from '../domain/position.ts'
import { findTestMethod } from '../domain/test-method.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { bookMovement } from './book-movement.ts'
import { emitEvents } from './emit-events.ts'

interface Opening {
  writes: GatewayWrites
  charge: Stripe.Charge
  cause: DisputeCause
}

/** Disputes all that is left of a charge, and withdraws it with the fee unless it is an inquiry. */
export function openDispute(deps: Deps, { writes, charge, cause }: Opening): Stripe.Dispute {
  if (!isDisputable(charge)) {
    throw createInvalidRequest(`Charge ${charge.id} is not there to be disputed.`, { param: 'charge' })
  }
  const amount = charge.amount - charge.amount_refunded
  const position = writes.nextPosition()
  const birth = { id: deps.newId('du'), created: toCreated(position), amount }
  const opened = withdraw(deps, writes, createDispute(charge, { ...cause, ...birth }))
  const text = JSON.stringify(opened)
  writes.insert('dispute', opened, { position, text })
  writes.updateCharge(charge, { ...charge, disputed: true })
  const events: NewEvent[] = [{ type: 'charge.dispute.created', text }]
  if (opened.balance_transactions.length > 0) events.push({ type: 'charge.dispute.funds_withdrawn', text })
  emitEvents(deps, { writes, call: undefined, payment_method: charge.payment_method, events })
  return opened
}

function withdraw(deps: Deps, writes: GatewayWrites, dispute: Stripe.Dispute): Stripe.Dispute {
  if (dispute.is_charge_refundable) return dispute
  const { id: source, amount, currency } = dispute
  const booked = bookMovement(deps, writes, { shape: 'dispute', amount: -amount, fee: DISPUTE_FEE, currency, source })
  return { ...dispute, balance_transactions: [booked] }
}

/** Some test cards are disputed a while after they paid. */
export function scheduleDispute(deps: Deps, writes: GatewayWrites, charge: Stripe.Charge): void {
  const method = findTestMethod(charge.payment_method ?? '')
  if (!charge.captured || !method?.dispute) return
  const scope = charge.metadata.order_id ?? charge.id
  if (method.strikes_once && !writes.markStruck({ name: method.id }, scope)) return
  writes.schedule({ kind: 'open_dispute', object_id: charge.id }, deps.now() + deps.settle_ms)
}
