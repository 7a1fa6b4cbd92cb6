import type { Payment } from '@tradewind/contracts/payments.ts'
import { type Connection, run } from '@tradewind/sql/statement.ts'
import type { Settlement } from '../deps.ts'
import type { Attempt } from '../domain/attempt.ts'
import { toTime } from './attempt-rows.ts'
import { toJson } from './payment-rows.ts'
import { postTransactions } from './post-transaction.ts'

const UPDATE_ATTEMPT =
  'UPDATE payment_attempts SET status = ?, next_at = ?, tries = ?, key_spent = ? WHERE id = ? AND fence = ?'
const UPDATE_PAYMENT = `UPDATE payments SET status = ?, amount_capturable = ?, amount_captured = ?, payment_method = ?,
  gateway_ref = ?, next_action = ?, last_error = ?, capture_before = ?, version = ?, updated_at = ?
  WHERE id = ? AND version = ?`

/** The fence first: who has lost the attempt writes nothing at all. */
export async function settleCharge(transaction: Connection, settlement: Settlement): Promise<boolean> {
  if (!(await updateAttempt(transaction, settlement.attempt))) return false
  await updatePayment(transaction, settlement.payment)
  if (settlement.transaction) await postTransactions(transaction, [settlement.transaction])
  return true
}

export async function updateAttempt(connection: Connection, attempt: Attempt): Promise<boolean> {
  const { id, fence, status, next_at, tries, key_spent } = attempt
  const values = [status, toTime(next_at), tries, Number(key_spent)]
  const { changed } = await run(connection, UPDATE_ATTEMPT, [...values, id, fence])
  return changed === 1
}

async function updatePayment(transaction: Connection, payment: Payment): Promise<void> {
  const { status, amount_capturable, amount_captured, gateway_ref, capture_before, version, updated_at, id } = payment
  const details = [toJson(payment.next_action), toJson(payment.last_error), capture_before]
  const values = [status, amount_capturable, amount_captured, toJson(payment.payment_method), gateway_ref, ...details]
  const params = [...values, version, updated_at, id, version - 1]
  const { changed } = await run(transaction, UPDATE_PAYMENT, params)
  // Thrown, so that the attempt stays open and is settled again on the payment as it is now.
  if (changed !== 1) throw new Error(`payment ${id} is no longer at version ${version - 1}`)
}
