import type { PaymentInstruction } from '@tradewind/contracts/orders.ts'
import type { PaymentStatus } from '@tradewind/contracts/payments.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { addCharge } from './add-charge.ts'
import { awaitsCharge } from './effects.ts'
import type { Occasion, StoredOrder } from './order.ts'
import { isLive } from './payment-status.ts'
import { findRefusal } from './refusals.ts'
import { voidPayment } from './return-money.ts'

/**
 * Pays with another method: after a decline, at first when there was none, or instead of a payment that waits for its
 * customer or whose capture was refused, which is given up first. An order has one live payment at most.
 * @throws `order_not_payable`, `order_already_paid`, `payment_in_progress`
 */
export function payAgain(order: StoredOrder, instruction: PaymentInstruction, occasion: Occasion): StoredOrder {
  refuseEnded(order)
  const live = order.payments.find(isLive)
  const isReplaceable = live === undefined || canBeReplaced(order, live)
  if (order.total === 0 || (!isReplaceable && PAID.has(live.status))) {
    throw new AppError('conflict', 'order_already_paid', 'The order is paid.')
  }
  if (awaitsCharge(order) || !isReplaceable) {
    throw new AppError('conflict', 'payment_in_progress', 'Another payment of this order is under way.')
  }
  const { next_action: _, ...free } = live ? voidPayment(order, live.id, occasion) : order
  return addCharge({ ...free, payment_status: 'pending' }, instruction, occasion)
}

const PAID = new Set<PaymentStatus>(['requires_capture', 'succeeded'])

const canBeReplaced = (order: StoredOrder, { id, status }: StoredOrder['payments'][number]): boolean =>
  status === 'requires_action' || (status === 'requires_capture' && findRefusal(order, id, 'capture') !== undefined)

function refuseEnded({ status, ending }: StoredOrder): void {
  if ((status === 'pending' || status === 'confirmed') && !ending) return
  throw new AppError('conflict', 'order_not_payable', `An order that is ${ending ? 'ending' : status} cannot be paid.`)
}
