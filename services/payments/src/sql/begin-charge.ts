import { AppError } from '@tradewind/service/app-error.ts'
import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { NewCharge } from '../deps.ts'
import { ATTEMPT_COLUMNS, toAttemptValues } from './attempt-rows.ts'
import { PAYMENT_COLUMN_COUNT, PAYMENT_COLUMNS, toPaymentValues } from './payment-rows.ts'

const INSERT_KEY =
  'INSERT INTO idempotency_keys (client_id, idempotency_key, request_hash, payment_id, created_at) VALUES (?, ?, ?, ?, ?)'
const INSERT_PAYMENT = `INSERT INTO payments (${PAYMENT_COLUMNS}) VALUES ${marks(PAYMENT_COLUMN_COUNT)}`
const INSERT_ATTEMPT = `INSERT INTO payment_attempts (${ATTEMPT_COLUMNS}, gateway_key) VALUES ${marks(13)}`

/** The key first: of two requests with one key the second waits for the first, then finds it. */
export async function beginCharge(transaction: Connection, charge: NewCharge): Promise<boolean> {
  if (!(await claimKey(transaction, charge))) return false
  await insertPayment(transaction, charge)
  await run(transaction, INSERT_ATTEMPT, toAttemptValues(charge.attempt))
  return true
}

async function claimKey(transaction: Connection, { key, payment }: NewCharge): Promise<boolean> {
  const { client_id, idempotency_key, request_hash } = key
  try {
    await run(transaction, INSERT_KEY, [client_id, idempotency_key, request_hash, payment.id, payment.created_at])
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** One order has one live payment, whatever the key. */
async function insertPayment(transaction: Connection, { payment }: NewCharge): Promise<void> {
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
