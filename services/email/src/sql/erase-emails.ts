import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { marks, run } from '@tradewind/sql/statement.ts'
import type { Command, CommandResult } from '../deps.ts'
import { MAY_HAVE_ARRIVED } from './may-have-arrived.ts'
import { runCommand } from './run-command.ts'
import type { Tables } from './tables.ts'

// A held email is taken from its holder by a new fence. One that is just being handed over is left to its holder, who
// alone will know what came of it, and who then finds it erased. MySQL assigns from left to right: `status` goes first.
const BLANK = `UPDATE emails SET
  status = CASE WHEN next_at IS NULL OR phase = 'handover' THEN status WHEN ${MAY_HAVE_ARRIVED} THEN 'failed'
    ELSE 'canceled' END,
  next_at = CASE phase WHEN 'handover' THEN next_at ELSE NULL END,
  fence = CASE phase WHEN 'handover' THEN fence ELSE fence + 1 END,
  to_email = '', to_name = NULL, reply_to_email = NULL, reply_to_name = NULL, data = '{}', metadata = '{}',
  updated_at = ?, erased_at = ?
  WHERE erased_at IS NULL AND reference IN`
const PERSONAL_TABLES = ['email_contents', 'inbox_messages']

/**
 * Blanks all that is personal in the emails of `references`, deletes what was rendered of them, and ends what is not
 * sent, in one commit. The rows stay, with their times, states and keys.
 */
export function eraseEmails(
  database: SqlDatabase<Tables>,
  references: string[],
  command: Command,
): Promise<CommandResult> {
  const these = marks(references.length)
  return runCommand(database, command, async (transaction) => {
    const { changed } = await run(transaction, `${BLANK} ${these}`, [command.now, command.now, ...references])
    for (const table of PERSONAL_TABLES) {
      const ids = `SELECT id FROM emails WHERE reference IN ${these}`
      await run(transaction, `DELETE FROM ${table} WHERE email_id IN (${ids})`, references)
    }
    return changed
  })
}
