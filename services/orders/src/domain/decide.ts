import type { Payment } from '@tradewind/contracts/payments.ts'
import { applyPayment } from './apply-payment.ts'
import { applyRefund, type RefundOutcome } from './apply-refund.ts'
import { findEffect, noteAttempt, removeEffect } from './effects.ts'
import type { Effect, Occasion, StoredOrder } from './order.ts'
import { stamp } from './shown-order.ts'

/** What came of running an effect. */
export type Command =
  /** Payments has the outcome: the charge is over. */
  | { type: 'charge_settled'; effect_id: string; payment: Payment }
  /** Payments has the charge but not its outcome yet. */
  | { type: 'charge_pending'; effect_id: string; payment: Payment }
  /** What a payment is after it was asked about, or asked to be captured or voided. */
  | { type: 'payment_answered'; effect_id: string; payment: Payment }
  | { type: 'refund_answered'; effect_id: string; answer: RefundOutcome; payment: Payment }
  | { type: 'mail_accepted'; effect_id: string }
  | { type: 'effect_failed'; effect_id: string; reason: string }

/** The order after `command`. Pure: the loser of a race decides again on what the winner left. */
export function decide(order: StoredOrder, command: Command, occasion: Occasion): StoredOrder {
  return stamp(order, apply(order, command, occasion), occasion)
}

/** What payments says counts also when someone else took the effect off before. */
function apply(order: StoredOrder, command: Command, occasion: Occasion): StoredOrder {
  const effect = findEffect(order, command.effect_id)
  let next = order
  if (command.type === 'refund_answered') {
    next = applyRefund(next, { id: command.effect_id, outcome: command.answer }, occasion)
  }
  if (effect) next = settle(next, { effect, command })
  return 'payment' in command ? applyPayment(next, command.payment, occasion) : next
}

/** The effect leaves when it is over, and else stays with the attempt noted. */
function settle(order: StoredOrder, { effect, command }: { effect: Effect; command: Command }): StoredOrder {
  const left = whatIsLeft(effect, command)
  return left === undefined ? removeEffect(order, effect.id) : noteAttempt(order, effect.id, left)
}

/** Why the effect is not over; undefined when it is. */
function whatIsLeft(effect: Effect, command: Command): string | undefined {
  switch (command.type) {
    case 'charge_settled':
    case 'mail_accepted':
      return undefined
    case 'charge_pending':
      return 'outcome unknown yet'
    case 'payment_answered':
      return isOver(effect, command.payment) ? undefined : `still ${command.payment.status}`
    case 'refund_answered':
      return 'refund' in command.answer && command.answer.refund.status === 'processing'
        ? 'still processing'
        : undefined
    case 'effect_failed':
      return command.reason
    default:
      return command satisfies never
  }
}

function isOver({ type }: Effect, { status }: Payment): boolean {
  if (status === 'created' || status === 'processing') return false
  if (type === 'void') return status !== 'requires_action' && status !== 'requires_capture'
  return type === 'capture' ? status !== 'requires_capture' : status !== 'requires_action'
}
