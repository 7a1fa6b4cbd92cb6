import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import { failed, withIntent } from './apply-intent.ts'
import type { Attempt, AttemptKind, AttemptStatus } from './attempt.ts'
import type { GatewayPayment, Outcome, Undoing } from './outcome.ts'
import { moveRefund, type RefundChange, refuseRefund } from './refund.ts'
import { askAgainAt, type Clock, nextTryAt } from './retry-times.ts'

/** An attempt at work. `in_doubt`: a send before the present one may have reached the gateway. */
export interface Work {
  payment: Payment
  refund?: Refund
  attempt: Attempt
  in_doubt: boolean
  /** Until then (milliseconds since 1970) someone waits for the answer who asks again when it does not come. */
  answered_until?: number
}

/** What the outcome makes of it; with nothing but the attempt the end is still open. */
export interface Applied {
  attempt: Attempt
  payment?: Payment
  refund?: RefundChange
  undoing?: Undoing | 'failed'
}

/** An outcome that is not known never ends an attempt: it is looked at again later. */
export function applyOutcome(work: Work, outcome: Outcome, clock: Clock): Applied {
  const { attempt } = work
  switch (outcome.kind) {
    case 'settled':
      return settle(work, outcome.at_gateway, clock.now)
    case 'refunded':
      return settleRefund(work, outcome, clock)
    case 'undone':
      return { attempt: ended(attempt, 'succeeded'), undoing: outcome.undoing }
    case 'declined':
      return { attempt: ended(attempt, 'declined'), payment: failed(work.payment, outcome, clock.now) }
    case 'refused':
      return refuse(work, outcome, clock.now)
    case 'not_sent':
      return { attempt: postponed(attempt, work.in_doubt ? 'unknown' : 'pending', clock) }
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

const CHARGED: Record<GatewayPayment['status'], AttemptStatus> = {
  succeeded: 'succeeded',
  requires_capture: 'succeeded',
  requires_action: 'requires_action',
  canceled: 'canceled',
}
/** An intent that is elsewhere than asked for (captured, where it was to be canceled) has refused. */
const WANTED: Partial<Record<AttemptKind, GatewayPayment['status']>> = { capture: 'succeeded', cancel: 'canceled' }

function settle({ attempt, payment }: Work, at_gateway: GatewayPayment, now: number): Applied {
  const wanted = WANTED[attempt.kind]
  const end = wanted && at_gateway.status !== wanted ? 'failed' : CHARGED[at_gateway.status]
  return { attempt: ended(attempt, end), payment: withIntent(payment, at_gateway, { now }) }
}

/** What the gateway has only taken on is looked at again until it says how it ended. */
function settleRefund(
  work: Work,
  { refund: at_gateway }: Extract<Outcome, { kind: 'refunded' }>,
  clock: Clock,
): Applied {
  const { attempt, refund } = work
  if (!refund) throw new Error(`attempt ${attempt.id} without its refund`)
  if (at_gateway.status === 'pending') return { attempt: postponed(attempt, 'unknown', clock) }
  const change = moveRefund(refund, at_gateway, clock.now)
  return { attempt: ended(attempt, at_gateway.status), ...(change && { refund: change }) }
}

function refuse({ attempt, payment, refund }: Work, { error, at_gateway }: Refusal, now: number): Applied {
  const over = ended(attempt, 'failed')
  if (refund) return { attempt: over, refund: refuseRefund(refund, { code: error.code, message: error.message }, now) }
  if (attempt.kind === 'undo') return { attempt: over, undoing: 'failed' }
  const last_error = error
  return {
    attempt: over,
    payment: at_gateway ? withIntent(payment, at_gateway, { now, last_error }) : failed(payment, { error }, now),
  }
}

type Refusal = Extract<Outcome, { kind: 'refused' }>

const ended = (attempt: Attempt, status: AttemptStatus): Attempt => ({ ...attempt, status, next_at: null })
