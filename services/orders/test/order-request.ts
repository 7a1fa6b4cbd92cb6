import type { OrderRequest } from '@tradewind/contracts/orders.ts'

/** A body of `POST /orders` that adds up to 3000. */
export function toRequest(changes: Partial<OrderRequest> = {}): OrderRequest {
  return {
    currency: 'USD',
    customer: { email: 'ada@example.com', name: 'Ada' },
    line_items: [{ sku: 'MUG', title: 'Mug', quantity: 2, unit_price: 1250 }],
    shipping_total: 500,
    payment: { method: 'pm_card_visa' },
    ...changes,
  }
}

/** The same, to be paid later. */
export function toUnpaidRequest(): OrderRequest {
  const { payment: _, ...unpaid } = toRequest()
  return unpaid
}
