import type { Payment, PaymentStatus } from '@tradewind/contracts/payments.ts'
import { failed, withIntent } from './apply-intent.ts'
import type { GatewayPayment, Outcome } from './outcome.ts'

/** What waits for someone else than us may be moved by what the gateway says; the rest has an attempt, or has ended. */
const RANK: Partial<Record<PaymentStatus, number>> = { requires_action: 1, requires_capture: 2 }
const ENDED = 3

/**
 * The payment after what was read at the gateway of its own intent; undefined when there is nothing to change. Only
 * forward: what is read may be older than what we know.
 */
export function movePayment(payment: Payment, outcome: Outcome, now: number): Payment | undefined {
  const rank = RANK[payment.status]
  if (rank === undefined) return undefined
  if (outcome.kind === 'declined') return failed(payment, outcome, now)
  if (outcome.kind !== 'settled') return undefined
  const { at_gateway } = outcome
  if ((RANK[at_gateway.status] ?? ENDED) < rank || isSame(payment, at_gateway)) return undefined
  return withIntent(payment, at_gateway, { now })
}

function isSame(payment: Payment, { status, amount_capturable, next_action, capture_before }: GatewayPayment): boolean {
  return (
    payment.status === status &&
    payment.amount_capturable === amount_capturable &&
    payment.capture_before === capture_before &&
    payment.next_action?.url === next_action?.url
  )
}
