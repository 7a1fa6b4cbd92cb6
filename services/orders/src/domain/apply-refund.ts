import type { OrderRefund } from '@tradewind/contracts/orders.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import { addEvent } from './events.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** What payments answered: a refund in some status, or a definite no. */
export type RefundOutcome = { refund: Refund } | { refusal: { code: string; message: string } }

/** The order after what became of one of its own refunds. Says nothing new: the same order. */
export function applyRefund(
  order: StoredOrder,
  { id, outcome }: { id: string; outcome: RefundOutcome },
  occasion: Occasion,
): StoredOrder {
  const known = order.refunds.find((refund) => refund.id === id)
  const { status, last_error } = readOutcome(outcome)
  if (!known || known.status === status) return order
  const { last_error: _, ...others } = known
  const next = withRefund(order, { ...others, status, ...(last_error && { last_error }) })
  return tell(next, { ...others, status }, occasion)
}

function readOutcome(outcome: RefundOutcome): Pick<OrderRefund, 'status' | 'last_error'> {
  if ('refusal' in outcome) return { status: 'failed', last_error: outcome.refusal }
  const { status, last_error } = outcome.refund
  if (status === 'processing' || status === 'succeeded') return { status }
  return {
    status: 'failed',
    last_error: last_error ?? { code: 'refund_canceled', message: 'The refund was canceled.' },
  }
}

function withRefund(order: StoredOrder, changed: OrderRefund): StoredOrder {
  return { ...order, refunds: order.refunds.map((refund) => (refund.id === changed.id ? changed : refund)) }
}

function tell(order: StoredOrder, { id, status, amount, payment_id }: OrderRefund, occasion: Occasion): StoredOrder {
  if (status === 'processing') return order
  return addEvent(order, `refund.${status}`, occasion, { refund_id: id, payment_id, amount })
}
