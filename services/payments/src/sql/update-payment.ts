import type { Payment } from '@tradewind/contracts/payments.ts'
import { type Connection, run } from '@tradewind/sql/statement.ts'
import type { RefundChange } from '../domain/refund.ts'
import { toJson } from './payment-rows.ts'
import { StaleError } from './stale-error.ts'

const UPDATE_PAYMENT = `UPDATE payments SET status = ?, amount_capturable = ?, amount_captured = ?, payment_method = ?,
  gateway_ref = ?, next_action = ?, last_error = ?, capture_before = ?, version = ?, updated_at = ?
  WHERE id = ? AND version = ?`
const MOVE_REFUNDED = `UPDATE payments SET amount_refund_pending = amount_refund_pending + ?,
  amount_refunded = amount_refunded + ?, version = version + 1, updated_at = ? WHERE id = ?`

/** Never its refund sums, which refunds move by themselves. @throws StaleError */
export async function updatePayment(connection: Connection, payment: Payment): Promise<void> {
  const { status, amount_capturable, amount_captured, gateway_ref, capture_before, version, updated_at, id } = payment
  const details = [toJson(payment.next_action), toJson(payment.last_error), capture_before]
  const values = [status, amount_capturable, amount_captured, toJson(payment.payment_method), gateway_ref, ...details]
  const { changed } = await run(connection, UPDATE_PAYMENT, [...values, version, updated_at, id, version - 1])
  if (changed !== 1) throw new StaleError(`payment ${id} is no longer at version ${version - 1}`)
}

export async function moveRefunded(connection: Connection, { refund, pending, refunded }: RefundChange): Promise<void> {
  await run(connection, MOVE_REFUNDED, [pending, refunded, refund.updated_at, refund.payment_id])
}
