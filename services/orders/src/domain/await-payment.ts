import type { Payment } from '@tradewind/contracts/payments.ts'
import { addEffect, awaitsCharge, effectsOn, removeEffect } from './effects.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** While a payment waits for its customer or its gateway, and nothing else would ask, something asks about it. */
export function awaitPayment(order: StoredOrder, { id, status }: Payment, occasion: Occasion): StoredOrder {
  const asking = effectsOn(order, id)
  const waits = status === 'requires_action' || status === 'processing' || status === 'created'
  if (waits && asking.length === 0 && !awaitsCharge(order)) {
    return addEffect(order, { type: 'await_payment', payload: { payment_id: id } }, occasion)
  }
  const awaiting = asking.find(({ type }) => type === 'await_payment')
  return !waits && awaiting ? removeEffect(order, awaiting.id) : order
}
