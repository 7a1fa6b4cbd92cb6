import type { OrderRefund, OrderRefundRequest } from '@tradewind/contracts/orders.ts'
import type { Fault } from '@tradewind/service/app-error.ts'
import type { StoredOrder } from './order.ts'

type Line = StoredOrder['line_items'][number]
type Asked = NonNullable<OrderRefundRequest['line_items']>
type RefundedLine = NonNullable<OrderRefund['line_items']>[number]

/** What is wrong with the units asked for: lines that are not there or named twice, more units than are left. */
export function findLineFaults(order: StoredOrder, asked: Asked): Fault[] {
  return asked.flatMap(({ id, quantity }, index) => {
    const pointer = `/line_items/${index}`
    const line = order.line_items.find((one) => one.id === id)
    if (!line) return [{ pointer: `${pointer}/id`, code: 'line_item_unknown', detail: 'is not a line of this order' }]
    if (asked.findIndex((one) => one.id === id) < index) {
      return [{ pointer: `${pointer}/id`, code: 'line_item_repeated', detail: 'is named before' }]
    }
    const left = line.quantity - line.refunded_quantity
    if (quantity <= left) return []
    return [{ pointer: `${pointer}/quantity`, code: 'quantity_exceeds_refundable', detail: `must be at most ${left}` }]
  })
}

/**
 * What units of each line cost, their share of the line's discount and tax with them: exact to the minor unit over all
 * refunds of a line, however its units are divided.
 */
export function priceLines(order: StoredOrder, asked: Asked): RefundedLine[] {
  return asked.map(({ id, quantity }) => {
    const line = order.line_items.find((one) => one.id === id)
    return { id, quantity, amount: line ? priceUnits(order, line, quantity) : 0 }
  })
}

function priceUnits(order: StoredOrder, line: Line, quantity: number): number {
  const refunded = order.refunds
    .filter(({ status }) => status !== 'failed')
    .flatMap(({ line_items = [] }) => line_items)
    .filter(({ id }) => id === line.id)
    .reduce((sum, { amount }) => sum + amount, 0)
  return Math.max(0, shareOf(line, line.refunded_quantity + quantity) - refunded)
}

/** Of the line's total for its first `units`, rounded down; whole numbers beyond 2^53 come up on the way. */
function shareOf({ total, quantity }: Line, units: number): number {
  return Number((BigInt(total) * BigInt(units)) / BigInt(quantity))
}
