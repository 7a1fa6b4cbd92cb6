import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { Command, CommandResult } from '../deps.ts'
import type { Tables } from './tables.ts'

const INSERT_COMMAND = `INSERT INTO email_commands (client_id, idempotency_key, request_hash, changed, created_at)
  VALUES ${marks(5)}`

/**
 * `change` and the key it came under in one commit; `change` answers how many emails it changed. Under a key that was
 * used before nothing is changed, and what it came to then is the answer.
 */
export async function runCommand(
  database: SqlDatabase<Tables>,
  command: Command,
  change: (transaction: Connection) => Promise<number>,
): Promise<CommandResult> {
  const { client_id, idempotency_key, request_hash, now } = command
  try {
    const changed = await database.write(async (transaction) => {
      const count = await change(transaction)
      await run(transaction, INSERT_COMMAND, [client_id, idempotency_key, request_hash, count, now])
      return count
    })
    return { changed, request_hash, replayed: false }
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return { ...(await findCommand(database, command)), replayed: true }
  }
}

function findCommand(database: SqlDatabase<Tables>, { client_id, idempotency_key }: Command) {
  return database.read((connection) =>
    connection
      .selectFrom('email_commands')
      .select(['changed', 'request_hash'])
      .where((is) => is.and({ client_id, idempotency_key }))
      .executeTakeFirstOrThrow(),
  )
}
