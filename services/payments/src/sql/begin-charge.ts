import { AppError } from '@tradewind/service/app-error.ts'
import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { NewCharge } from '../deps.ts'
import { insertAttempt } from './attempt-rows.ts'
import { insertKey } from './insert-key.ts'
import { PAYMENT_COLUMN_COUNT, PAYMENT_COLUMNS, toPaymentValues } from './payment-rows.ts'

const INSERT_PAYMENT = `INSERT INTO payments (${PAYMENT_COLUMNS}) VALUES ${marks(PAYMENT_COLUMN_COUNT)}`

export async function beginCharge(transaction: Connection, { key, payment, attempt }: NewCharge): Promise<boolean> {
  const made = { payment_id: payment.id, created_at: payment.created_at }
  if (!(await insertKey(transaction, key, made))) return false
  await insertPayment(transaction, payment)
  await insertAttempt(transaction, attempt)
  return true
}

/** One order has one live payment, whatever the key. */
async function insertPayment(transaction: Connection, payment: NewCharge['payment']): Promise<void> {
  try {
    await run(transaction, INSERT_PAYMENT, toPaymentValues(payment))
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    throw new AppError('conflict', 'order_already_paid', 'This order has a payment that is paid or under way.', {
      extra: { order_id: payment.order_id },
      cause: error,
    })
  }
}
