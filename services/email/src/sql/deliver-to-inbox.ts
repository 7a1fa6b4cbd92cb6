import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { Kysely } from 'kysely'
import type { Delivery } from '../deps.ts'
import type { Tables } from './tables.ts'

/**
 * Mails into the inbox and their emails' ends in one commit: whatever dies, each is there once. Answers the
 * deliveries whose fence still held.
 */
export async function deliverToInbox(database: SqlDatabase<Tables>, deliveries: Delivery[]): Promise<Delivery[]> {
  if (await deliverTogether(database, deliveries)) return deliveries
  // Some were taken over by another replica: find out which, one by one.
  const delivered: Delivery[] = []
  for (const delivery of deliveries) {
    if (await deliverTogether(database, [delivery])) delivered.push(delivery)
  }
  return delivered
}

/** All in three statements, or none. */
async function deliverTogether(database: SqlDatabase<Tables>, deliveries: Delivery[]): Promise<boolean> {
  const undo = new Error('a fence is lost')
  try {
    await database.write(async (transaction) => {
      if ((await endFenced(transaction, deliveries)) < deliveries.length) throw undo
      await transaction.insertInto('email_contents').values(deliveries.map(toContentRow)).execute()
      await transaction.insertInto('inbox_messages').values(deliveries.map(toInboxRow)).execute()
    })
    return true
  } catch (error) {
    if (error === undo) return false
    throw error
  }
}

/** The conclusion of a delivery is the same for each of a batch but for the count. */
async function endFenced(transaction: Kysely<Tables>, deliveries: Delivery[]): Promise<number> {
  const { status, next_at, updated_at } = deliveries[0]?.conclusion ?? {}
  if (!status || !updated_at) return 0
  const { numUpdatedRows } = await transaction
    .updateTable('emails')
    .set((row) => ({
      ...{ status, next_at: next_at ?? null, updated_at, last_error: null, provider: 'inbox' },
      attempt_count: row('attempt_count', '+', 1),
    }))
    .where((row) => row.or(deliveries.map(({ email }) => row.and({ id: email.id, fence: email.fence }))))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

const toContentRow = ({ email, content }: Delivery) => ({ email_id: email.id, ...content, eml: null })

const toInboxRow = ({ id, email, conclusion }: Delivery) => ({
  id,
  email_id: email.id,
  recipient: email.to.email.toLowerCase(),
  received_at: conclusion.updated_at,
})
