import type { PaymentError, PaymentStatus } from '@tradewind/contracts/payments.ts'
import type { StoredOrder } from '../order.ts'
import { hasShipped } from './fulfillments.ts'

const AUTHORIZATION_LOST: PaymentError = {
  code: 'authorization_lost',
  decline_code: null,
  advice_code: null,
  message: 'The authorization ended before it was captured, and goods have left the warehouse.',
}

/** What is wrong when goods have left and a payment that was to pay for them is canceled: a loss, not a release. */
export function shippedUnpaid(order: StoredOrder, { status }: { status: PaymentStatus }): PaymentError | undefined {
  const lost = status === 'canceled' && order.captured_total === 0 && hasShipped(order)
  return lost ? AUTHORIZATION_LOST : undefined
}
