import { addEffect, awaitsCharge } from './effects.ts'
import { addEvent } from './events.ts'
import { cancelAllInHouse } from './fulfillment/cancel-fulfillment.ts'
import { toCanceledMail } from './mails.ts'
import type { Effect, Ending, Occasion, StoredOrder } from './order.ts'
import { returnMoney } from './return-money.ts'

/** Ends the order at once; or, while a charge is unfinished, as soon as it is known what became of that. */
export function requestEnd(order: StoredOrder, ending: Ending, occasion: Occasion): StoredOrder {
  const free = { ...order, effects: order.effects.filter((effect) => !isUnsent(order, effect)) }
  if (!hasUnfinishedCharge(free)) return endOrder(free, ending, occasion)
  const asked = ending.as === 'canceled' ? { cancel_requested_at: occasion.at } : {}
  return { ...free, ...asked, ending, effects: free.effects.map(toLookUp) }
}

/** Ends an order whose end was asked for while its charge was unfinished, once it is not. */
export function resolveEnding(order: StoredOrder, occasion: Occasion): StoredOrder {
  const { ending, ...others } = order
  return ending && !hasUnfinishedCharge(order) ? endOrder(others, ending, occasion) : order
}

/** A charge whose outcome is to come. What waits for the customer can be given up, and is not one. */
function hasUnfinishedCharge(order: StoredOrder): boolean {
  const under_way = order.payments.some(
    ({ status, amount_capturable }) => (status === 'created' || status === 'processing') && amount_capturable === 0,
  )
  return under_way || awaitsCharge(order)
}

/** Only who holds the lease sends, and notes what came of it: a charge nobody held and nobody tried was never sent. */
const isUnsent = ({ lease_owner }: StoredOrder, { type, attempts }: Effect): boolean =>
  type === 'charge' && attempts === 0 && lease_owner === undefined

/** It may have been sent: to send it again could charge a card for nothing, so payments is only asked for it. */
function toLookUp(effect: Effect): Effect {
  if (effect.type !== 'charge') return effect
  const { next_at: _, payload, ...others } = effect
  return { ...others, type: 'find_charge', payload: { order_id: payload.order_id } }
}

function endOrder(order: StoredOrder, ending: Ending, occasion: Occasion): StoredOrder {
  const ended = ending.as === 'canceled' ? cancel(order, ending, occasion) : fail(order, occasion)
  const effects = ended.effects.filter(({ type }) => type !== 'expire_payment')
  return returnMoney({ ...ended, effects }, occasion)
}

function cancel(order: StoredOrder, { reason, notify }: Ending, occasion: Occasion): StoredOrder {
  const { next_action: _, ...others } = order
  const reasoned = reason === undefined ? {} : { cancel_reason: reason }
  const payment_status = order.payments.length === 0 ? 'voided' : order.payment_status
  const canceled = { ...others, status: 'canceled', payment_status, canceled_at: occasion.at, ...reasoned } as const
  const told = addEvent(
    cancelAllInHouse(canceled, occasion),
    'order.canceled',
    occasion,
    reason === undefined ? {} : { reason },
  )
  const cleared = addEffect(told, { type: 'cancel_mails', payload: { reference: `order:${order.id}` } }, occasion)
  return notify ? addEffect(cleared, { type: 'mail', payload: toCanceledMail(cleared) }, occasion) : cleared
}

function fail(order: StoredOrder, occasion: Occasion): StoredOrder {
  const { next_action: _, ...others } = order
  const payment_status = order.payments.length === 0 ? 'failed' : order.payment_status
  const failure_reason = 'payment_expired'
  const failed = { ...others, status: 'failed', payment_status, failure_reason } as const
  return addEvent(failed, 'order.failed', occasion, { reason: failure_reason })
}
