import type { Payment } from '@tradewind/contracts/payments.ts'

type JsonField = 'payment_method' | 'next_action' | 'last_error' | 'metadata'

/** A payment as a row: what is an object there is JSON text here. */
export type PaymentRow = Omit<Payment, JsonField> & Record<'payment_method' | 'metadata', string> & NullableJson
type NullableJson = Record<'next_action' | 'last_error', string | null>

const COLUMNS = [
  'id',
  'order_id',
  'customer_id',
  'amount',
  'currency',
  'capture_method',
  'status',
  'amount_capturable',
  'amount_captured',
  'amount_refunded',
  'amount_refund_pending',
  'amount_disputed',
  'payment_method',
  'gateway',
  'gateway_ref',
  'next_action',
  'last_error',
  'capture_before',
  'metadata',
  'version',
  'created_at',
  'updated_at',
] as const satisfies (keyof PaymentRow)[]

export const PAYMENT_COLUMNS = COLUMNS.join(', ')
export const PAYMENT_COLUMN_COUNT = COLUMNS.length

/** In the order of the columns. */
export function toPaymentValues(payment: Payment): (string | number | null)[] {
  const row: PaymentRow = {
    ...payment,
    payment_method: JSON.stringify(payment.payment_method),
    next_action: toJson(payment.next_action),
    last_error: toJson(payment.last_error),
    metadata: JSON.stringify(payment.metadata),
  }
  return COLUMNS.map((column) => row[column])
}

export function fromPaymentRow(row: PaymentRow): Payment {
  return {
    ...row,
    payment_method: JSON.parse(row.payment_method),
    next_action: fromJson(row.next_action),
    last_error: fromJson(row.last_error),
    metadata: JSON.parse(row.metadata),
  }
}

export const toJson = (value: object | null): string | null => (value ? JSON.stringify(value) : null)
export const fromJson = (text: string | null) => (text ? JSON.parse(text) : null)
