import type { Order } from '@tradewind/contracts/orders.ts'
import { stringify } from 'csv-stringify/sync'

const COLUMNS: [string, (order: Order) => string | number | undefined][] = [
  ['id', ({ id }) => id],
  ['number', ({ number }) => number],
  ['external_reference', ({ external_reference }) => external_reference],
  ['created_at', ({ created_at }) => created_at],
  ['status', ({ status }) => status],
  ['payment_status', ({ payment_status }) => payment_status],
  ['fulfillment_status', ({ fulfillment_status }) => fulfillment_status],
  ['currency', ({ currency }) => currency],
  ['subtotal', ({ subtotal }) => subtotal],
  ['discount_total', ({ discount_total }) => discount_total],
  ['shipping_total', ({ shipping_total }) => shipping_total],
  ['tax_total', ({ tax_total }) => tax_total],
  ['total', ({ total }) => total],
  ['captured_total', ({ captured_total }) => captured_total],
  ['refunded_total', ({ refunded_total }) => refunded_total],
  ['balance', ({ balance }) => balance],
  ['customer_id', ({ customer }) => customer.id],
  ['customer_email', ({ customer }) => customer.email],
  ['customer_name', ({ customer }) => customer.name],
  ['country', ({ shipping_address }) => shipping_address?.country],
  ['line_items', ({ line_items }) => line_items.map(({ sku, quantity }) => `${quantity} ${sku}`).join('; ')],
]

export const CSV_HEADER = toCsv([COLUMNS.map(([name]) => name)])

/** One line an order; amounts in minor units. */
export const toCsvLines = (orders: Order[]): string =>
  toCsv(orders.map((order) => COLUMNS.map(([, read]) => read(order))))

/** A text that a spreadsheet would take for a formula is marked as text: customers choose their names themselves. */
function toCsv(rows: (string | number | undefined)[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: 'windows' })
}
