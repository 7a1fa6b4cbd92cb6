import type { OrderRefund } from '@tradewind/contracts/orders.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import { countLines } from './add-refund.ts'
import { addEffect, findEffect } from './effects.ts'
import { addEvent } from './events.ts'
import { settleFulfillments } from './fulfillment/settle-fulfillments.ts'
import { toRefundedMail } from './mails.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** What payments answered: a refund in some status, or a definite no. */
export type RefundOutcome = { refund: Refund } | { refusal: { code: string; message: string } }

/** The order after what became of one of its refunds. Says nothing new: the same order. */
export function applyRefund(
  order: StoredOrder,
  { id, outcome }: { id: string; outcome: RefundOutcome },
  occasion: Occasion,
): StoredOrder {
  const known = order.refunds.find((refund) => refund.id === id)
  const { status, last_error } = readOutcome(outcome)
  // Refused, or ended, is the end; only what had succeeded may still come back.
  if (!known || known.status === status || status === 'processing' || known.status === 'failed') return order
  const { last_error: _, ...others } = known
  const refund: OrderRefund = { ...others, status, ...(last_error && { last_error }) }
  const refunds = order.refunds.map((one) => (one.id === id ? refund : one))
  const next = addEvent({ ...order, refunds }, `refund.${status}`, occasion, dataOf(refund))
  if (status === 'failed') return withoutUnits(next, refund, occasion)
  return tellCustomer(next, refund, occasion)
}

/** Its units are to be sent again, where they were not. */
function withoutUnits(order: StoredOrder, { line_items }: OrderRefund, occasion: Occasion): StoredOrder {
  return line_items ? settleFulfillments(countLines(order, { lines: line_items, sign: -1 }), occasion) : order
}

/** The order with a refund that was made elsewhere, such as on the gateway's own pages. */
export function adoptRefund(order: StoredOrder, refund: Refund, occasion: Occasion): StoredOrder {
  const { id, amount, payment_id, reason } = refund
  const { status } = readOutcome({ refund })
  if (status === 'failed') return order
  const named = { id, origin: 'elsewhere', amount, payment_id, created_at: occasion.at } as const
  const listed: OrderRefund = { ...named, status: 'processing', ...(reason !== null && { reason }) }
  const next = addEvent({ ...order, refunds: [...order.refunds, listed] }, 'refund.created', occasion, dataOf(listed))
  return applyRefund(next, { id, outcome: { refund } }, occasion)
}

const dataOf = ({ id, payment_id, amount }: OrderRefund) => ({ refund_id: id, payment_id, amount })

function readOutcome(outcome: RefundOutcome): Pick<OrderRefund, 'status' | 'last_error'> {
  if ('refusal' in outcome) return { status: 'failed', last_error: outcome.refusal }
  const { status, last_error } = outcome.refund
  if (status === 'processing' || status === 'succeeded') return { status }
  return {
    status: 'failed',
    last_error: last_error ?? { code: 'refund_canceled', message: 'The refund was canceled.' },
  }
}

function tellCustomer(order: StoredOrder, refund: OrderRefund, occasion: Occasion): StoredOrder {
  const effect = findEffect(order, refund.id)
  if (effect?.type !== 'refund' || !effect.payload.notify) return order
  return addEffect(order, { type: 'mail', payload: toRefundedMail(order, refund) }, occasion)
}
