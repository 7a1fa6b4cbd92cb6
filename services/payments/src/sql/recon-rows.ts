import type { GatewayIntent } from '../domain/gateway-intent.ts'

const FIELDS = [
  'gateway_ref',
  'charge_ref',
  'payment_id',
  'order_id',
  'status',
  'amount',
  'amount_captured',
  'amount_capturable',
  'amount_refunded',
  'currency',
  'created_at',
] as const satisfies (keyof GatewayIntent)[]

export const INTENT_COLUMNS = FIELDS.join(', ')

/** In the order of the columns. */
export const toIntentValues = (intent: GatewayIntent): (string | number | null)[] =>
  FIELDS.map((field) => intent[field])

/** The columns of `alias` under names of their own, beside another table's. */
export const intentColumnsOf = (alias: string): string =>
  FIELDS.map((field) => `${alias}.${field} AS i_${field}`).join(', ')

export function fromIntentRow(row: Record<string, unknown>): GatewayIntent {
  const text = (field: string) => row[`i_${field}`] as string
  const amountOf = (field: string) => Number(row[`i_${field}`])
  return {
    gateway_ref: text('gateway_ref'),
    charge_ref: text('charge_ref') as string | null,
    payment_id: text('payment_id') as string | null,
    order_id: text('order_id') as string | null,
    status: text('status'),
    amount: amountOf('amount'),
    amount_captured: amountOf('amount_captured'),
    amount_capturable: amountOf('amount_capturable'),
    amount_refunded: amountOf('amount_refunded'),
    currency: text('currency'),
    created_at: text('created_at'),
  }
}
