import type { PaymentEvent } from '@tradewind/contracts/payment-events.ts'
import type { Payment } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'

/** What orders is to hear; `next_at` is when it is told, null when it has been (RFC 3339). */
export interface StoredEvent extends PaymentEvent {
  next_at: string | null
}

interface Happening {
  type: PaymentEvent['type']
  payment: Pick<Payment, 'id' | 'order_id'>
  object_id: string
  /** Who asked hears it in the answer, and asks again under the same key until there is one. */
  answered?: true
}

interface Making {
  newId: (prefix: string) => string
  now: number
}

export function toEvent({ type, payment, object_id, answered }: Happening, { newId, now }: Making): StoredEvent {
  const created_at = toTimestamp(now)
  const what = { id: newId('pev'), type, payment_id: payment.id, order_id: payment.order_id, object_id }
  return { ...what, created_at, next_at: answered ? null : created_at }
}
