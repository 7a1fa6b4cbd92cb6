import type { OrderRequest } from '@tradewind/contracts/orders.ts'
import type { PaymentStatus } from '@tradewind/contracts/payments.ts'
import { decide } from '../src/domain/decide.ts'
import type { StoredOrder } from '../src/domain/order.ts'
import { effectOf, newOrder, occasion } from './new-order.ts'
import { toRequest } from './order-request.ts'
import { toPayment } from './to-payment.ts'

/** Two lines: 2 mugs and 3 pens. */
export const TWO_LINES: Partial<OrderRequest> = {
  line_items: [
    { sku: 'MUG', title: 'Mug', quantity: 2, unit_price: 1250 },
    { sku: 'PEN', title: 'Pen', quantity: 3, unit_price: 200 },
  ],
}

/** A confirmed order; `requires_capture`: its money is only authorized. Its mail is still to be sent. */
export function paidOrder(request: OrderRequest = toRequest(), status: PaymentStatus = 'succeeded'): StoredOrder {
  return settled(newOrder(request), status)
}

/** The order after its payment is said to be in `status`. */
export function settled(order: StoredOrder, status: PaymentStatus): StoredOrder {
  const payment = toPayment({ order_id: order.id, amount: order.total }, status)
  return decide(order, { type: 'charge_settled', effect_id: effectOf(order, 'charge').id, payment }, occasion)
}
