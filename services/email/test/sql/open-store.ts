import { openDatabase, type SqlDatabase } from '@tradewind/sql/database.ts'
import { migrate } from '@tradewind/sql/migrate.ts'
import type { sqlDatabases } from '@tradewind/testkit/databases.ts'
import type { Attempt, Delivery, EmailStore } from '../../src/deps.ts'
import { concludeAttempt } from '../../src/domain/conclude-attempt.ts'
import type { StoredEmail } from '../../src/domain/stored-email.ts'
import { createEmailStore } from '../../src/sql/email-store.ts'
import { migrations } from '../../src/sql/migrations.ts'
import type { Tables } from '../../src/sql/tables.ts'

export const NOW = '2099-01-01T00:00:00.000Z'
export const LEASE_END = '2099-01-01T00:00:30.000Z'
export const content = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' }
export const attempt: Attempt = { provider: 'smtp', outcome: 'accepted', error: null }

const moment = { now_ms: Date.parse(NOW), random: () => 0.5, retry_scale: 1 }

export const accepted = (email: StoredEmail) => concludeAttempt(email, { kind: 'accepted' }, moment)

export function toDelivery(email: StoredEmail, id = `msg_${email.id.slice(3)}`): Delivery {
  return { id, email, content, conclusion: concludeAttempt(email, { kind: 'delivered' }, moment) }
}

/** A store over a new, empty database. */
export async function openStore(create: ReturnType<typeof sqlDatabases>[number]['create']) {
  const { url, drop } = await create()
  await migrate(url, migrations)
  const database: SqlDatabase<Tables> = await openDatabase<Tables>(url)
  const store: EmailStore = createEmailStore(database)
  return {
    ...{ database, store },
    claim: (now = NOW, limit = 20) => store.claim({ lane: 'transactional', limit, now, lease_end: LEASE_END }),
    async clear() {
      for (const table of ['emails', 'email_contents', 'email_attempts', 'inbox_messages'] as const) {
        await database.write((transaction) => transaction.deleteFrom(table).execute())
      }
    },
    async close() {
      await database.close()
      await drop()
    },
  }
}

export type OpenStore = Awaited<ReturnType<typeof openStore>>
