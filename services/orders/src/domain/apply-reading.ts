import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import { applyPayment } from './apply-payment.ts'
import { adoptRefund, applyRefund } from './apply-refund.ts'
import { resolveEnding } from './end-order.ts'
import type { Occasion, StoredOrder } from './order.ts'
import { returnMoney } from './return-money.ts'

/** A payment as it was read, with those of its refunds that were read with it. */
export interface PaymentReading {
  payment: Payment
  refunds: Refund[]
}

/** The order after payments was asked about one of its payments. Says nothing new: the same order. */
export function applyReading(
  order: StoredOrder,
  { payment, refunds }: PaymentReading,
  occasion: Occasion,
): StoredOrder {
  const paid = applyPayment(order, payment, occasion)
  return finish(
    refunds.reduce((next, refund) => readRefund(next, refund, occasion), paid),
    occasion,
  )
}

/** What follows once all is known that payments said. */
export function finish(order: StoredOrder, occasion: Occasion): StoredOrder {
  return returnMoney(resolveEnding(order, occasion), occasion)
}

function readRefund(order: StoredOrder, refund: Refund, occasion: Occasion): StoredOrder {
  const id = refund.metadata.refund_id ?? refund.id
  if (order.refunds.some((known) => known.id === id)) return applyRefund(order, { id, outcome: { refund } }, occasion)
  return adoptRefund(order, refund, occasion)
}
