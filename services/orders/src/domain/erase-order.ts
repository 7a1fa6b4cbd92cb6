import { addEffect } from './effects.ts'
import { addEvent } from './events.ts'
import type { Effect, Ending, Occasion, OrderEvent, StoredOrder } from './order.ts'

/** Nobody's, and no mail can be sent there (RFC 2606). */
const NOBODY = 'erased@erased.invalid'

/** Calls to payments that tell of the customer and must be repeated to the letter until they are answered. */
const BUSY: ReadonlySet<Effect['type']> = new Set(['charge', 'refund'])
/** What is personal in them is all there is of them. */
const DROPPED: ReadonlySet<Effect['type']> = new Set(['mail', 'erase_mails'])

/** Whether nothing is under way that still needs the customer's data; else erase it later. */
export function isErasable({ effects, lease_owner, next_effect_at = '' }: StoredOrder, at: string): boolean {
  return !effects.some(({ type }) => BUSY.has(type)) && !(lease_owner !== undefined && next_effect_at > at)
}

/**
 * The order without its customer: what was bought, paid and shipped stays, who it was does not. Mails that were not sent
 * yet never will be; those that were are erased by an effect.
 */
export function eraseOrder(order: StoredOrder, occasion: Occasion): StoredOrder {
  const { shipping_address: _s, billing_address: _b, note: _n, next_action: _a, cancel_reason: _c, ...kept } = order
  const erased: StoredOrder = {
    ...kept,
    customer: { email: NOBODY },
    metadata: {},
    line_items: order.line_items.map(({ metadata: _, ...line }) => line),
    payments: order.payments.map(({ next_action: _, ...payment }) => payment),
    refunds: order.refunds.map(({ reason: _, ...refund }) => refund),
    fulfillments: order.fulfillments.map(({ tracking: _, ...fulfillment }) => fulfillment),
    events: order.events.map(eraseEvent),
    effects: order.effects.filter(({ type }) => !DROPPED.has(type)),
    ...(order.ending && { ending: withoutReason(order.ending) }),
    erased_at: occasion.at,
  }
  const told = addEvent(erased, 'customer.erased', occasion)
  return addEffect(told, { type: 'erase_mails', payload: { reference: `order:${order.id}` } }, occasion)
}

function withoutReason({ reason: _, ...ending }: Ending): Ending {
  return ending
}

const ID = /^[a-z]{2,4}_[0-9a-z]{10,40}$/
const CODES = new Set(['code', 'decline_code', 'action', 'changed', 'status', 'type', 'currency'])

/** Amounts, ids and codes stay; whatever else was written there may be about a person. */
function eraseEvent(event: OrderEvent): OrderEvent {
  const data = Object.entries(event.data).filter(([name, value]) => isImpersonal(name, value))
  return { ...event, data: Object.fromEntries(data) }
}

function isImpersonal(name: string, value: unknown): boolean {
  if (typeof value === 'string') return CODES.has(name) || ID.test(value)
  return typeof value !== 'object' || value === null || CODES.has(name)
}
