import { addEffect } from './effects.ts'
import { addEvent } from './events.ts'
import { toConfirmedMail } from './mails.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** The order stands: the warehouse may begin, and the customer hears of it, once. */
export function confirm(order: StoredOrder, occasion: Occasion): StoredOrder {
  if (order.status !== 'pending') return order
  const confirmed = addEvent({ ...order, status: 'confirmed', confirmed_at: occasion.at }, 'order.confirmed', occasion)
  const effects = confirmed.effects.filter(({ type }) => type !== 'expire_payment')
  return addEffect({ ...confirmed, effects }, { type: 'mail', payload: toConfirmedMail(confirmed) }, occasion)
}
