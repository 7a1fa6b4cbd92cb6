import { addEffect, effectsOn } from './effects.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** What is authorized is to be taken, all of it, once: for the first shipment. Nothing authorized: the same order. */
export function addCapture(order: StoredOrder, occasion: Occasion): StoredOrder {
  const authorized = order.payments.find(({ status }) => status === 'requires_capture')
  if (!authorized || effectsOn(order, authorized.id).some(({ type }) => type === 'capture')) return order
  return addEffect(order, { type: 'capture', payload: { payment_id: authorized.id } }, occasion)
}
