import type { OrderRefund, OrderRefundRequest } from '@tradewind/contracts/orders.ts'
import { AppError, type Fault } from '@tradewind/service/app-error.ts'
import { addRefund } from './add-refund.ts'
import type { Occasion, StoredOrder } from './order.ts'
import { findLineFaults, priceLines } from './refund-lines.ts'
import { refundableOf } from './refundable.ts'

/**
 * Gives back an amount, units of lines, or all that is left; reserved at once, so that refunds at the same time never
 * take more than was captured.
 * @throws `amount_exceeds_refundable`, `validation_failed`
 */
export function requestRefund(
  order: StoredOrder,
  request: OrderRefundRequest,
  occasion: Occasion,
): { order: StoredOrder; refund_id: string } {
  const { reason, notify = true } = request
  const { payment_id, refundable } = findRefundable(order)
  const asked = readAsked(order, request, refundable)
  if (asked.amount > refundable || asked.amount === 0) throw exceeds(request, { amount: asked.amount, refundable })
  const refund = { origin: 'request', payment_id, ...asked, ...(reason === undefined ? {} : { reason }) } as const
  return addRefund(order, { refund, notify }, occasion)
}

/** The payment with most left: an order has one that was captured, but for a charge that came when all was over. */
function findRefundable(order: StoredOrder): { payment_id: string; refundable: number } {
  const [most] = order.payments
    .map((payment) => ({ payment_id: payment.id, refundable: refundableOf(order, payment) }))
    .sort((a, b) => b.refundable - a.refundable)
  return most ?? { payment_id: '', refundable: 0 }
}

function readAsked(
  order: StoredOrder,
  { amount, line_items }: OrderRefundRequest,
  refundable: number,
): Pick<OrderRefund, 'amount' | 'line_items'> {
  if (line_items === undefined) return { amount: amount ?? refundable }
  const faults = amount === undefined ? findLineFaults(order, line_items) : [BOTH]
  if (faults.length > 0) {
    throw new AppError('invalid', 'validation_failed', 'The request has faults; see errors.', { faults })
  }
  const priced = priceLines(order, line_items)
  return { amount: priced.reduce((sum, line) => sum + line.amount, 0), line_items: priced }
}

const BOTH: Fault = { pointer: '/amount', code: 'amount_with_line_items', detail: 'must not be given with line_items' }

function exceeds(
  { line_items }: OrderRefundRequest,
  { amount, refundable }: { amount: number; refundable: number },
): AppError {
  const code = 'amount_exceeds_refundable'
  const detail = amount === 0 ? 'There is nothing to refund.' : `No more than ${refundable} can be refunded.`
  const faults = [{ pointer: line_items === undefined ? '/amount' : '/line_items', code, detail }]
  return new AppError('invalid', code, detail, { faults, extra: { amount_refundable: refundable } })
}
