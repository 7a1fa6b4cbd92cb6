import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import { applyPayment } from './apply-payment.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** A payment as it was read, with those of its refunds that were read with it. */
export interface PaymentReading {
  payment: Payment
  refunds: Refund[]
}

/** The order after payments was asked about one of its payments. Says nothing new: the same order. */
export function applyReading(order: StoredOrder, { payment }: PaymentReading, occasion: Occasion): StoredOrder {
  return applyPayment(order, payment, occasion)
}
