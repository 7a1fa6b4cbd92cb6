import { addRefund } from './add-refund.ts'
import { addEffect, effectsOn, removeEffect } from './effects.ts'
import type { Occasion, StoredOrder } from './order.ts'
import { refundableOf } from './refundable.ts'
import { findRefusal } from './refusals.ts'

type OrderPayment = StoredOrder['payments'][number]

/**
 * An order that has ended keeps no money, whenever it came: what is authorized is let go of, what is captured goes
 * back. Nothing to return: the same order.
 */
export function returnMoney(order: StoredOrder, occasion: Occasion): StoredOrder {
  if (order.status !== 'canceled' && order.status !== 'failed') return order
  return order.payments.reduce((next, payment) => returnPayment(next, payment, occasion), order)
}

function returnPayment(order: StoredOrder, payment: OrderPayment, occasion: Occasion): StoredOrder {
  const { id: payment_id, status } = payment
  // Refused before: the authorization ends by itself, and until then only people can help.
  if (status === 'requires_capture' && findRefusal(order, payment_id, 'void')) return order
  if (status === 'requires_capture' || status === 'requires_action') return voidPayment(order, payment_id, occasion)
  const amount = refundableOf(order, payment)
  if (amount === 0 || wasRefused(order, { payment_id, amount })) return order
  const refund = { origin: 'order_end', amount, payment_id } as const
  return addRefund(order, { refund, notify: false }, occasion).order
}

/** Lets go of a payment that is not captured; nothing else is asked about it any more. */
export function voidPayment(order: StoredOrder, payment_id: string, occasion: Occasion): StoredOrder {
  const asking = effectsOn(order, payment_id)
  if (asking.some(({ type }) => type === 'void')) return order
  const awaiting = asking.find(({ type }) => type === 'await_payment')
  const next = awaiting ? removeEffect(order, awaiting.id) : order
  return addEffect(next, { type: 'void', payload: { payment_id } }, occasion)
}

/** The same was tried and definitely refused: only people can help, and the order shows it. */
function wasRefused({ refunds }: StoredOrder, { payment_id, amount }: { payment_id: string; amount: number }): boolean {
  return refunds.some(
    (refund) =>
      refund.origin === 'order_end' &&
      refund.status === 'failed' &&
      refund.payment_id === payment_id &&
      refund.amount === amount,
  )
}
