import type { Connection } from '@tradewind/sql/statement.ts'
import type { Change } from '../domain/change.ts'
import { insertEvents } from './payment-event-rows.ts'
import { postTransactions } from './post-transaction.ts'
import { updateRefund } from './refund-rows.ts'
import { moveRefunded, updatePayment } from './update-payment.ts'

/** @throws StaleError when what it changes is no longer as it was read */
export async function writeChange(connection: Connection, change: Change): Promise<void> {
  const { payment, refund, transaction, events } = change
  if (payment) await updatePayment(connection, payment)
  if (refund) {
    await updateRefund(connection, refund)
    await moveRefunded(connection, refund)
  }
  if (transaction) await postTransactions(connection, [transaction])
  await insertEvents(connection, events)
}
