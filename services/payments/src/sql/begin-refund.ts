import type { Refund } from '@tradewind/contracts/refunds.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { type Connection, run } from '@tradewind/sql/statement.ts'
import type { NewRefund } from '../deps.ts'
import { insertAttempt } from './attempt-rows.ts'
import { insertKey } from './insert-key.ts'
import { insertEvents } from './payment-event-rows.ts'
import { insertRefund } from './refund-rows.ts'

const RESERVE = `UPDATE payments SET amount_refund_pending = amount_refund_pending + ?, version = version + 1, updated_at = ?
  WHERE id = ? AND status = 'succeeded' AND amount_refunded + amount_refund_pending + amount_disputed + ? <= amount_captured`

export async function beginRefund(transaction: Connection, { key, refund, ...rest }: NewRefund): Promise<boolean> {
  const { id: refund_id, payment_id, created_at } = refund
  if (!(await insertKey(transaction, key, { payment_id, refund_id, created_at }))) return false
  await reserve(transaction, refund)
  await insertRefund(transaction, refund)
  await insertAttempt(transaction, rest.attempt)
  await insertEvents(transaction, rest.events)
  return true
}

/** Looking and reserving are one statement: of many refunds at once no more go through than the money is enough for. */
async function reserve(transaction: Connection, { payment_id, amount, created_at }: Refund): Promise<void> {
  const { changed } = await run(transaction, RESERVE, [amount, created_at, payment_id, amount])
  if (changed === 1) return
  throw new AppError('invalid', 'amount_exceeds_refundable', 'More than can still be refunded of this payment.', {
    extra: { payment_id },
  })
}
