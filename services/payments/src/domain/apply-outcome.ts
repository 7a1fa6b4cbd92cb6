import type { Payment, PaymentError } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Attempt, AttemptStatus } from './attempt.ts'
import type { GatewayPayment, Outcome } from './outcome.ts'
import { askAgainAt, type Clock, nextTryAt } from './retry-times.ts'

/** An attempt at work. `in_doubt`: a send before the present one may have reached the gateway. */
export interface Charge {
  payment: Payment
  attempt: Attempt
  in_doubt: boolean
}

/** What the outcome makes of the charge; without `payment` the end is still open, and the payment as it was. */
export interface Applied {
  attempt: Attempt
  payment?: Payment
}

/** An outcome that is not known never ends an attempt: it is looked at again later. */
export function applyOutcome(charge: Charge, outcome: Outcome, clock: Clock): Applied {
  const { attempt, payment } = charge
  switch (outcome.kind) {
    case 'settled':
      return {
        attempt: ended(attempt, ENDS[outcome.at_gateway.status]),
        payment: settled(payment, outcome.at_gateway, clock.now),
      }
    case 'declined':
      return { attempt: ended(attempt, 'declined'), payment: failed(payment, outcome, clock.now) }
    case 'refused':
      return { attempt: ended(attempt, 'failed'), payment: failed(payment, outcome, clock.now) }
    case 'not_sent':
      return { attempt: postponed(attempt, charge.in_doubt ? 'unknown' : 'pending', clock) }
    case 'in_use':
      return { attempt: { ...postponed(attempt, 'unknown', clock), next_at: askAgainAt(clock) } }
    case 'unknown':
      return { attempt: { ...postponed(attempt, 'unknown', clock), key_spent: attempt.key_spent || outcome.key_spent } }
    default:
      return outcome satisfies never
  }
}

/** The attempt as it was, to be looked at again after the next back-off. */
export function postponed(attempt: Attempt, status: AttemptStatus, clock: Clock): Attempt & { next_at: number } {
  const tries = attempt.tries + 1
  return { ...attempt, status, tries, next_at: nextTryAt(tries, clock) }
}

const ENDS: Record<GatewayPayment['status'], AttemptStatus> = {
  succeeded: 'succeeded',
  requires_capture: 'succeeded',
  requires_action: 'requires_action',
  canceled: 'canceled',
}

const ended = (attempt: Attempt, status: AttemptStatus): Attempt => ({ ...attempt, status, next_at: null })

function settled(payment: Payment, { card, ...at_gateway }: GatewayPayment, now: number): Payment {
  const payment_method = card ? { ...payment.payment_method, ...card } : payment.payment_method
  return { ...changed(payment, now), ...at_gateway, payment_method }
}

function failed(payment: Payment, { error, gateway_ref = null }: Failure, now: number): Payment {
  return { ...changed(payment, now), status: 'failed', last_error: error, gateway_ref }
}

interface Failure {
  error: PaymentError
  gateway_ref?: string | null
}

const changed = (payment: Payment, now: number): Payment => ({
  ...payment,
  version: payment.version + 1,
  updated_at: toTimestamp(now),
})
