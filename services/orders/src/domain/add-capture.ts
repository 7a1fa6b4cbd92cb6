import { addEffect, effectsOn } from './effects.ts'
import type { Occasion, StoredOrder } from './order.ts'
import { findRefusal } from './refusals.ts'

/** What is authorized is to be taken, all of it, once: for the first shipment. Nothing authorized, or refused before: the same order. */
export function addCapture(order: StoredOrder, occasion: Occasion): StoredOrder {
  const authorized = order.payments.find(
    ({ id, status }) => status === 'requires_capture' && !findRefusal(order, id, 'capture'),
  )
  if (!authorized || effectsOn(order, authorized.id).some(({ type }) => type === 'capture')) return order
  return addEffect(order, { type: 'capture', payload: { payment_id: authorized.id } }, occasion)
}
