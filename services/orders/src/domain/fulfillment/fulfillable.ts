import { AppError } from '@tradewind/service/app-error.ts'
import type { StoredOrder } from '../order.ts'
import { hasOpenLines } from './quantities.ts'

const PAID: ReadonlySet<StoredOrder['payment_status']> = new Set(['authorized', 'captured', 'partially_refunded'])

/** The warehouse may go on with the order. @throws `order_canceled`, `order_not_paid` */
export function checkFulfillable(order: StoredOrder): void {
  if (order.status === 'canceled' || isEnding(order)) {
    throw new AppError('conflict', 'order_canceled', 'The order is canceled, or about to be.')
  }
  if (isConfirmed(order) && isPaid(order)) return
  const { payment_status } = order
  throw new AppError('conflict', 'order_not_paid', 'The order’s payment is neither authorized nor captured.', {
    extra: { payment_status },
  })
}

/** Where it stands in the queue of orders that nobody has begun with, oldest first; undefined when it is not in it. */
export function pickableAt(order: StoredOrder): string | undefined {
  const waits = order.status === 'confirmed' && order.fulfillment_status === 'unfulfilled'
  return waits && isPaid(order) && !isEnding(order) && hasOpenLines(order) ? order.created_at : undefined
}

const isEnding = ({ ending, cancel_requested_at }: StoredOrder) =>
  ending !== undefined || cancel_requested_at !== undefined

const isConfirmed = ({ status }: StoredOrder) => status === 'confirmed' || status === 'completed'

/** A capture that is under way is of what was authorized. */
const isPaid = ({ payment_status, effects }: StoredOrder) =>
  PAID.has(payment_status) || (payment_status === 'processing' && effects.some(({ type }) => type === 'capture'))
