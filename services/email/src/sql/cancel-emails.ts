import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { run } from '@tradewind/sql/statement.ts'
import type { Cancelable, Command, CommandResult } from '../deps.ts'
import { MAY_HAVE_ARRIVED } from './may-have-arrived.ts'
import { runCommand } from './run-command.ts'
import type { Tables } from './tables.ts'

// Who holds such an email loses it by the new fence: then neither its handover nor its delivery is written.
const CANCEL = `UPDATE emails SET status = 'canceled', next_at = NULL, fence = fence + 1, updated_at = ?
  WHERE next_at IS NOT NULL AND phase = 'open' AND NOT ${MAY_HAVE_ARRIVED} AND`

/** Cancels what is neither sent nor being handed over, in one statement. */
export function cancelEmails(database: SqlDatabase<Tables>, of: Cancelable, command: Command): Promise<CommandResult> {
  const [column, value] = 'id' in of ? ['id', of.id] : ['reference', of.reference]
  const only = 'status' in of ? " AND status = 'scheduled'" : ''
  return runCommand(database, command, async (transaction) => {
    const { changed } = await run(transaction, `${CANCEL} ${column} = ?${only}`, [command.now, value])
    return changed
  })
}
