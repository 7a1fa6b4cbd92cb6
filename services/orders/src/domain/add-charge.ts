import type { PaymentInstruction } from '@tradewind/contracts/orders.ts'
import { addEffect } from './effects.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** The order with all of it to be charged as `instruction` says. */
export function addCharge(order: StoredOrder, instruction: PaymentInstruction, occasion: Occasion): StoredOrder {
  const { method, capture = 'automatic', return_url } = instruction
  const { id, total, currency, customer } = order
  const payload = {
    order_id: id,
    amount: total,
    currency,
    payment_method: method,
    capture_method: capture,
    ...(return_url === undefined ? {} : { return_url }),
    customer: { email: customer.email, ...(customer.id === undefined ? {} : { id: customer.id }) },
  }
  return addEffect(order, { type: 'charge', payload }, occasion)
}
