import type { Payment, PaymentError } from '@tradewind/contracts/payments.ts'
import { applyPayment } from './apply-payment.ts'
import { finish } from './apply-reading.ts'
import { applyRefund, type RefundOutcome } from './apply-refund.ts'
import { applyRefusal } from './apply-refusal.ts'
import { findEffect, noteAttempt, removeEffect } from './effects.ts'
import { expireOrder } from './expire-order.ts'
import type { Effect, Occasion, StoredOrder } from './order.ts'
import { stamp } from './shown-order.ts'

/** What came of running an effect. */
export type Command =
  /** Payments has the outcome: the charge is over. */
  | { type: 'charge_settled'; effect_id: string; payment: Payment }
  /** Payments has the charge but not its outcome yet. */
  | { type: 'charge_pending'; effect_id: string; payment: Payment }
  /** All payments of the order that payments has: the charge is one of them, or was never sent. */
  | { type: 'charge_found'; effect_id: string; payments: Payment[] }
  /** What a payment is after it was asked about, or asked to be captured or voided. */
  | { type: 'payment_answered'; effect_id: string; payment: Payment }
  /** A definite no to a capture or a void; the payment as it is after it. */
  | { type: 'capture_refused'; effect_id: string; payment: Payment; error: PaymentError }
  | { type: 'void_refused'; effect_id: string; payment: Payment; error: PaymentError }
  | { type: 'refund_answered'; effect_id: string; answer: RefundOutcome; payment: Payment }
  /** The order's time to be paid is over. */
  | { type: 'payment_expired'; effect_id: string }
  | { type: 'mail_accepted'; effect_id: string }
  | { type: 'mails_canceled'; effect_id: string }
  | { type: 'mails_erased'; effect_id: string }
  | { type: 'effect_failed'; effect_id: string; reason: string }

/** The order after `command`. Pure: the loser of a race decides again on what the winner left. */
export function decide(order: StoredOrder, command: Command, occasion: Occasion): StoredOrder {
  return stamp(order, finish(apply(order, command, occasion), occasion), occasion)
}

/** What payments says counts also when someone else took the effect off before. */
function apply(order: StoredOrder, command: Command, occasion: Occasion): StoredOrder {
  switch (command.type) {
    case 'charge_settled':
    case 'charge_pending':
    case 'payment_answered':
      return applyPayment(settle(order, command), command.payment, occasion)
    case 'charge_found':
      return applyAll(settle(order, command), command.payments, occasion)
    case 'capture_refused':
      return settle(applyRefusal(order, { ...command, action: 'capture' }, occasion), command)
    case 'void_refused':
      return settle(applyRefusal(order, { ...command, action: 'void' }, occasion), command)
    case 'refund_answered':
      return settle(applyRefunded(order, command, occasion), command)
    case 'payment_expired':
      return findEffect(order, command.effect_id) ? expireOrder(settle(order, command), occasion) : order
    case 'mail_accepted':
    case 'mails_canceled':
    case 'mails_erased':
    case 'effect_failed':
      return settle(order, command)
    default:
      return command satisfies never
  }
}

function applyAll(order: StoredOrder, payments: Payment[], occasion: Occasion): StoredOrder {
  const oldest_first = payments.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return oldest_first.reduce((next, payment) => applyPayment(next, payment, occasion), order)
}

/** The payment first: what the refund took is then among its amounts. */
function applyRefunded(
  order: StoredOrder,
  { effect_id, answer, payment }: Extract<Command, { type: 'refund_answered' }>,
  occasion: Occasion,
): StoredOrder {
  return applyRefund(applyPayment(order, payment, occasion), { id: effect_id, outcome: answer }, occasion)
}

/** The effect leaves when it is over, and else stays with the attempt noted. */
function settle(order: StoredOrder, command: Command): StoredOrder {
  const effect = findEffect(order, command.effect_id)
  if (!effect) return order
  const left = whatIsLeft(effect, command)
  return left === undefined ? removeEffect(order, effect.id) : noteAttempt(order, effect.id, left)
}

/** Why the effect is not over; undefined when it is. */
function whatIsLeft(effect: Effect, command: Command): string | undefined {
  switch (command.type) {
    case 'charge_pending':
      return 'outcome unknown yet'
    case 'charge_found':
      return command.payments.some(isUnderWay) ? 'outcome unknown yet' : undefined
    case 'payment_answered':
      return isOver(effect, command.payment) ? undefined : `still ${command.payment.status}`
    case 'refund_answered':
      return 'refund' in command.answer && command.answer.refund.status === 'processing'
        ? 'still processing'
        : undefined
    case 'effect_failed':
      return command.reason
    default:
      return undefined
  }
}

const isUnderWay = ({ status }: Payment) => status === 'created' || status === 'processing'

function isOver({ type }: Effect, payment: Payment): boolean {
  const { status } = payment
  if (isUnderWay(payment)) return false
  if (type === 'void') return status !== 'requires_action' && status !== 'requires_capture'
  return type === 'capture' ? status !== 'requires_capture' : status !== 'requires_action'
}
