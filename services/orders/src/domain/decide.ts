import type { Payment } from '@tradewind/contracts/payments.ts'
import { applyPayment } from './apply-payment.ts'
import { hasEffect, noteAttempt, removeEffect } from './effects.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** What came of running an effect. */
export type Command =
  /** Payments has the outcome: the charge is over. */
  | { type: 'charge_settled'; effect_id: string; payment: Payment }
  /** Payments has the charge but not its outcome yet. */
  | { type: 'charge_pending'; effect_id: string; payment: Payment }
  | { type: 'mail_accepted'; effect_id: string }
  | { type: 'effect_failed'; effect_id: string; reason: string }

/** The order after `command`. Pure: the loser of a race decides again on what the winner left. */
export function decide(order: StoredOrder, command: Command, occasion: Occasion): StoredOrder {
  const { effect_id } = command
  if (!hasEffect(order, effect_id)) return order
  return stamp(order, apply(order, command, occasion), occasion)
}

function apply(order: StoredOrder, command: Command, occasion: Occasion): StoredOrder {
  switch (command.type) {
    case 'charge_settled':
      return applyPayment(removeEffect(order, command.effect_id), command.payment, occasion)
    case 'charge_pending':
      return applyPayment(noteAttempt(order, command.effect_id, 'outcome unknown yet'), command.payment, occasion)
    case 'mail_accepted':
      return removeEffect(order, command.effect_id)
    case 'effect_failed':
      return noteAttempt(order, command.effect_id, command.reason)
    default:
      return command satisfies never
  }
}

/** `revision` and `updated_at` move only with what the resource shows, so that a mail sent spoils no `If-Match`. */
function stamp(before: StoredOrder, after: StoredOrder, { at }: Occasion): StoredOrder {
  const shown = before.payments !== after.payments || before.status !== after.status
  return shown ? { ...after, revision: before.revision + 1, updated_at: at } : after
}
