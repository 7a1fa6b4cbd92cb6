import type { Payment } from '@tradewind/contracts/payments.ts'
import { type Connection, select } from '@tradewind/sql/statement.ts'
import type { ClientKey, KnownKey } from '../deps.ts'
import { fromPaymentRow, PAYMENT_COLUMNS, type PaymentRow } from './payment-rows.ts'

const PAYMENT = `SELECT ${PAYMENT_COLUMNS} FROM payments`
const KEY =
  'SELECT request_hash, payment_id, refund_id FROM idempotency_keys WHERE client_id = ? AND idempotency_key = ?'
/** `> ''` and not `IS NOT NULL`, for which SQLite would read the whole table. */
const OPEN = `SELECT status, COUNT(*) AS attempts, MIN(created_at) AS oldest FROM payment_attempts
  WHERE next_at > '' GROUP BY status`

export async function findPayment(connection: Connection, id: string): Promise<Payment | undefined> {
  const [row] = await select<PaymentRow>(connection, `${PAYMENT} WHERE id = ?`, [id])
  return row && fromPaymentRow(row)
}

export async function findPaymentByRef(connection: Connection, gateway_ref: string): Promise<Payment | undefined> {
  const [row] = await select<PaymentRow>(connection, `${PAYMENT} WHERE gateway_ref = ?`, [gateway_ref])
  return row && fromPaymentRow(row)
}

export async function findKey(connection: Connection, { client_id, idempotency_key }: ClientKey) {
  const [row] = await select<KnownKey>(connection, KEY, [client_id, idempotency_key])
  return row
}

export async function listPayments(connection: Connection, page: Page): Promise<Payment[]> {
  const { order_id, before_id, limit } = page
  const older = before_id === undefined ? '' : 'AND id < ?'
  const text = `${PAYMENT} WHERE order_id = ? ${older} ORDER BY id DESC LIMIT ?`
  const params = before_id === undefined ? [order_id, limit] : [order_id, before_id, limit]
  return (await select<PaymentRow>(connection, text, params)).map(fromPaymentRow)
}

interface Page {
  order_id: string
  before_id?: string
  limit: number
}

export async function countOpen(connection: Connection) {
  return select<{ status: string; attempts: number; oldest: string }>(connection, OPEN, [])
}
