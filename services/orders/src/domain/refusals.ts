import type { Refusal, StoredOrder } from './order.ts'

/** The latest refusal about a payment, or the latest to do this with it. */
export function findRefusal(
  { refusals = [] }: Pick<StoredOrder, 'refusals'>,
  payment_id: string,
  action?: Refusal['action'],
): Refusal | undefined {
  return refusals.findLast((one) => one.payment_id === payment_id && (action ?? one.action) === one.action)
}

/** The order with what was refused in the place of an earlier refusal of the same. */
export function noteRefusal(order: StoredOrder, refusal: Refusal): StoredOrder {
  const earlier = findRefusal(order, refusal.payment_id, refusal.action)
  const others = (order.refusals ?? []).filter((one) => one !== earlier)
  return { ...order, refusals: [...others, refusal] }
}
