import type { LineItemRequest, OrderRequest } from '@tradewind/contracts/orders.ts'
import type { Fault } from '@tradewind/service/app-error.ts'

/** Minor units. */
export interface Totals {
  subtotal: number
  discount_total: number
  shipping_total: number
  shipping_tax_total: number
  tax_total: number
  total: number
}

/** What a line costs: quantity × unit price − discount + tax. */
export function totalOfLine({ quantity, unit_price, discount_total = 0, tax_total = 0 }: LineItemRequest): number {
  return quantity * unit_price - discount_total + tax_total
}

/** An order's totals by its lines; exact as long as `findAmountFaults` finds nothing. */
export function computeTotals({ line_items, shipping_total = 0, shipping_tax_total = 0 }: OrderRequest): Totals {
  const subtotal = sum(line_items, ({ quantity, unit_price }) => quantity * unit_price)
  const discount_total = sum(line_items, (line) => line.discount_total ?? 0)
  const tax_total = sum(line_items, (line) => line.tax_total ?? 0) + shipping_tax_total
  const total = subtotal - discount_total + shipping_total + tax_total
  return { subtotal, discount_total, shipping_total, shipping_tax_total, tax_total, total }
}

/** Lines whose discount is above their price, and sums beyond what is exact. */
export function findAmountFaults(request: OrderRequest): Fault[] {
  const faults = request.line_items.flatMap(findLineFaults)
  const { subtotal, shipping_total, tax_total } = computeTotals(request)
  if (faults.length === 0 && !Number.isSafeInteger(subtotal + shipping_total + tax_total)) {
    faults.push({ pointer: '/line_items', code: 'amount_too_large', detail: 'adds up to more than 2^53 − 1' })
  }
  return faults
}

function findLineFaults({ quantity, unit_price, discount_total = 0 }: LineItemRequest, index: number): Fault[] {
  const price = quantity * unit_price
  const pointer = `/line_items/${index}`
  if (!Number.isSafeInteger(price)) {
    return [{ pointer, code: 'amount_too_large', detail: 'quantity × unit_price is more than 2^53 − 1' }]
  }
  if (discount_total <= price) return []
  return [{ pointer: `${pointer}/discount_total`, code: 'discount_exceeds_price', detail: `must be at most ${price}` }]
}

function sum<Item>(items: Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0)
}
