import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { Delivery } from '../deps.ts'
import { INSERT_CONTENTS, toContentValues } from './content-row.ts'
import type { Tables } from './tables.ts'

const END = `UPDATE emails SET status = ?, next_at = ?, updated_at = ?, last_error = NULL, provider = 'inbox',
  attempt_count = attempt_count + 1 WHERE`
const INSERT_MESSAGES = 'INSERT INTO inbox_messages (id, email_id, recipient, received_at) VALUES'

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
      const contents = deliveries.flatMap(({ email, content }) => toContentValues(email.id, { ...content, eml: null }))
      await run(transaction, INSERT_CONTENTS + rowsOf(deliveries, 5), contents)
      await run(transaction, INSERT_MESSAGES + rowsOf(deliveries, 4), deliveries.flatMap(toInboxValues))
    })
    return true
  } catch (error) {
    if (error === undo) return false
    throw error
  }
}

/** The conclusion of a delivery is the same for each of a batch but for the count. */
async function endFenced(transaction: Connection, deliveries: Delivery[]): Promise<number> {
  const { status, next_at, updated_at } = deliveries[0]?.conclusion ?? {}
  if (!status || !updated_at) return 0
  const held = deliveries.map(() => '(id = ? AND fence = ?)').join(' OR ')
  const fences = deliveries.flatMap(({ email }) => [email.id, email.fence])
  const { changed } = await run(transaction, `${END} ${held}`, [status, next_at ?? null, updated_at, ...fences])
  return changed
}

const rowsOf = (deliveries: Delivery[], columns: number): string =>
  ` ${deliveries.map(() => marks(columns)).join(', ')}`

function toInboxValues({ id, email, conclusion }: Delivery) {
  return [id, email.id, email.to.email.toLowerCase(), conclusion.updated_at]
}
