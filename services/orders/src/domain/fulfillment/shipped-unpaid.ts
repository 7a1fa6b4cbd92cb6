import type { PaymentError, PaymentStatus } from '@tradewind/contracts/payments.ts'
import type { StoredOrder } from '../order.ts'
import { findRefusal } from '../refusals.ts'
import { hasShipped } from './fulfillments.ts'

const AUTHORIZATION_LOST: PaymentError = {
  code: 'authorization_lost',
  decline_code: null,
  advice_code: null,
  message: 'The authorization ended before it was captured, and goods have left the warehouse.',
}

interface Paying {
  id: string
  status: PaymentStatus
}

/** What is wrong when goods have left and the payment for them is canceled, a loss and no release, or its capture was refused. */
export function shippedUnpaid(order: StoredOrder, { id, status }: Paying): PaymentError | undefined {
  if (order.captured_total > 0 || !hasShipped(order)) return undefined
  const refused = findRefusal(order, id, 'capture')?.error
  if (status === 'canceled') return refused ?? AUTHORIZATION_LOST
  return status === 'requires_capture' ? refused : undefined
}
