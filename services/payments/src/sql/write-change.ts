import type { Connection } from '@tradewind/sql/statement.ts'
import type { Change } from '../domain/change.ts'
import { writeDispute } from './dispute-rows.ts'
import { insertEvents } from './payment-event-rows.ts'
import { postTransactions } from './post-transaction.ts'
import { updateRefund } from './refund-rows.ts'
import { updateStray } from './stray-rows.ts'
import { moveRefunded, updatePayment } from './update-payment.ts'

/** @throws StaleError when what it changes is no longer as it was read */
export async function writeChange(connection: Connection, change: Change): Promise<void> {
  const { payment, refund, dispute, stray, transactions, events } = change
  if (payment) await updatePayment(connection, payment)
  if (refund) {
    await updateRefund(connection, refund)
    await moveRefunded(connection, refund)
  }
  if (dispute) await writeDispute(connection, dispute)
  if (stray) await updateStray(connection, stray)
  await postTransactions(connection, transactions)
  await insertEvents(connection, events)
}
