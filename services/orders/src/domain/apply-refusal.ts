import type { Payment } from '@tradewind/contracts/payments.ts'
import { applyPayment } from './apply-payment.ts'
import { findEffect } from './effects.ts'
import { addEvent } from './events.ts'
import type { Occasion, Refusal, StoredOrder } from './order.ts'
import { isLive, withTotals } from './payment-status.ts'
import { noteRefusal } from './refusals.ts'

interface Refused extends Pick<Refusal, 'action' | 'error'> {
  effect_id: string
  payment: Payment
}

/**
 * The order after payments definitely refused to capture or void a payment of it: it shows why, and does not ask the same
 * again by itself. Refused to who is not the one that the order waits for, or about what is authorized no more: only the payment counts.
 */
export function applyRefusal(order: StoredOrder, refused: Refused, occasion: Occasion): StoredOrder {
  const { effect_id, payment, action } = refused
  const next = applyPayment(order, payment, occasion)
  const shown = next.payments.find(({ id }) => id === payment.id)
  if (!shown || !isLive(shown) || !findEffect(order, effect_id)) return next
  const kept = action === 'void' ? withoutCharge(next) : next
  return shown.status === 'requires_capture' ? tellRefused(kept, refused, occasion) : kept
}

/** It waited for this payment to be given up, so it was never sent; an order has one live payment. */
const withoutCharge = (order: StoredOrder): StoredOrder => ({
  ...order,
  effects: order.effects.filter(({ type }) => type !== 'charge'),
})

function tellRefused(order: StoredOrder, { payment, action, error }: Refused, occasion: Occasion): StoredOrder {
  const { id: payment_id, amount } = payment
  const payments = order.payments.map((one) => (one.id === payment_id ? { ...one, last_error: error } : one))
  const noted = withTotals(noteRefusal({ ...order, payments }, { payment_id, action, error }))
  const { code, decline_code } = error
  return addEvent(noted, 'payment.failed', occasion, { payment_id, amount, action, code, decline_code })
}
