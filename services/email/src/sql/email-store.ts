import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { EmailStore } from '../deps.ts'
import { addEmail } from './add-email.ts'
import { cancelEmails } from './cancel-emails.ts'
import { claimEmails } from './claim-emails.ts'
import { deliverToInbox } from './deliver-to-inbox.ts'
import { createEmailReads } from './email-reads.ts'
import { eraseEmails } from './erase-emails.ts'
import { finish, handOver } from './finish-emails.ts'
import { createInboxReads } from './inbox-reads.ts'
import type { Tables } from './tables.ts'

/** The queue, the contents and the inbox, on MySQL or SQLite. */
export function createEmailStore(database: SqlDatabase<Tables>): EmailStore {
  return {
    ...createEmailReads(database),
    ...createInboxReads(database),
    add: (email) => addEmail(database, email),
    claim: (claim) => claimEmails(database, claim),
    handOver: (handover) => handOver(database, handover),
    finish: (email, conclusion, attempt) => finish(database, { email, conclusion, attempt }),
    cancel: (of, command) => cancelEmails(database, of, command),
    erase: (references, command) => eraseEmails(database, references, command),
    deliver: (deliveries) => deliverToInbox(database, deliveries),
  }
}
