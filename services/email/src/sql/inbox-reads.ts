import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { Kysely } from 'kysely'
import type { EmailStore, InboxEntry } from '../deps.ts'
import { toEmail } from '../domain/stored-email.ts'
import { fromEmailRow } from './email-row.ts'
import type { EmailRow, Tables } from './tables.ts'

export function createInboxReads(database: SqlDatabase<Tables>): Pick<EmailStore, 'listInbox' | 'findInbox'> {
  return {
    async listInbox({ to, after, limit }) {
      const rows = await database.read((connection) => {
        let query = selectEntries(connection).orderBy('inbox_messages.id', 'desc').limit(limit)
        if (to !== undefined) query = query.where('inbox_messages.recipient', '=', to.toLowerCase())
        if (after !== undefined) query = query.where('inbox_messages.id', '<', after)
        return query.execute()
      })
      return rows.map(toEntry)
    },

    async findInbox(id) {
      const row = await database.read((connection) =>
        selectEntries(connection).where('inbox_messages.id', '=', id).executeTakeFirst(),
      )
      return row && toEntry(row)
    },
  }
}

const selectEntries = (connection: Kysely<Tables>) =>
  connection
    .selectFrom('inbox_messages')
    .innerJoin('emails', 'emails.id', 'inbox_messages.email_id')
    .innerJoin('email_contents', 'email_contents.email_id', 'inbox_messages.email_id')
    .selectAll('emails')
    .select(['inbox_messages.id as message', 'received_at', 'subject', 'html', 'text'])

type EntryRow = EmailRow & { message: string; received_at: string; subject: string; html: string; text: string }

function toEntry({ message, received_at, subject, html, text, ...row }: EntryRow): InboxEntry {
  return { id: message, received_at, email: toEmail(fromEmailRow(row)), content: { subject, html, text } }
}
