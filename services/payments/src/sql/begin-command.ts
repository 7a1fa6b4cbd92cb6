import type { Connection } from '@tradewind/sql/statement.ts'
import type { NewCommand } from '../deps.ts'
import { insertAttempt } from './attempt-rows.ts'
import { insertKey } from './insert-key.ts'
import { insertEvents } from './payment-event-rows.ts'
import { updatePayment } from './update-payment.ts'

/** False when the key is there already. @throws StaleError when the payment has changed since it was read */
export async function beginCommand(transaction: Connection, command: NewCommand): Promise<boolean> {
  const { key, payment, attempt, events } = command
  const made = { payment_id: payment.id, created_at: payment.updated_at }
  if (!(await insertKey(transaction, key, made))) return false
  await updatePayment(transaction, payment)
  await insertAttempt(transaction, attempt)
  await insertEvents(transaction, events)
  return true
}
