import { openDatabase, type SqlDatabase } from '@tradewind/sql/database.ts'
import { migrate } from '@tradewind/sql/migrate.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import type { Attempt, Command, Delivery, EmailStore } from '../../src/deps.ts'
import { concludeAttempt } from '../../src/domain/conclude-attempt.ts'
import type { Content } from '../../src/domain/content.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import type { StoredEmail } from '../../src/domain/stored-email.ts'
import { createEmailStore } from '../../src/sql/email-store.ts'
import { migrations } from '../../src/sql/migrations.ts'
import type { Tables } from '../../src/sql/tables.ts'
import { storedEmail } from '../test-email.ts'

export const NOW = '2099-01-01T00:00:00.000Z'
export const LEASE_END = '2099-01-01T00:00:30.000Z'
export const content = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' }
export const attempt: Attempt = { provider: 'smtp', outcome: 'accepted', error: null }

/** All that may hold something personal. */
const TABLES = ['emails', 'email_contents', 'email_attempts', 'inbox_messages'] as const

const moment = { now_ms: Date.parse(NOW), random: () => 0.5, retry_scale: 1 }

export const conclude = (email: StoredEmail, outcome: Outcome) => concludeAttempt(email, outcome, moment)

export const accepted = (email: StoredEmail) => conclude(email, { kind: 'accepted' })

let keys = 0

export const command = (change: Partial<Command> = {}): Command => {
  keys += 1
  return { client_id: 'service', idempotency_key: `command-${keys}`, request_hash: 'hash', now: NOW, ...change }
}

export function toDelivery(email: StoredEmail, id = `msg_${email.id.slice(3)}`): Delivery {
  return { id, email, content, conclusion: concludeAttempt(email, { kind: 'delivered' }, moment) }
}

/** The same tests on every kind of database, each beginning with an empty store. */
export function describeStores(title: string, tests: (open: OpenStore) => void): void {
  describe.each(sqlDatabases())(`${title} on $kind`, ({ create }) => {
    const open = {} as OpenStore
    beforeAll(async () => void Object.assign(open, await openStore(create)))
    afterAll(() => open.close?.())
    beforeEach(() => open.clear())
    tests(open)
  })
}

/** A store over a new, empty database. */
async function openStore(create: ReturnType<typeof sqlDatabases>[number]['create']) {
  const { url, drop } = await create()
  await migrate(url, migrations)
  const database: SqlDatabase<Tables> = await openDatabase<Tables>(url)
  const store: EmailStore = createEmailStore(database)
  const claim = (now = NOW, limit = 20) => store.claim({ lane: 'transactional', limit, now, lease_end: LEASE_END })
  return {
    ...{ database, store, claim },
    async addClaimed(change: Partial<StoredEmail> = {}): Promise<StoredEmail> {
      const email = storedEmail(change)
      await store.add(email)
      return { ...email, fence: email.fence + 1, status: 'sending', next_at: LEASE_END, ...(await claim())[0] }
    },
    handOver: (email: StoredEmail, given: Content = content) =>
      store.handOver({
        email,
        provider: 'smtp',
        content: { ...given, eml: given.text },
        now: NOW,
        lease_end: LEASE_END,
      }),
    attempts: () => database.read((connection) => connection.selectFrom('email_attempts').selectAll().execute()),
    /** Every row there is, as one text. */
    async dump(): Promise<string> {
      const rows = TABLES.map((table) =>
        database.read((connection) => connection.selectFrom(table).selectAll().execute()),
      )
      return JSON.stringify(await Promise.all(rows))
    },
    async clear() {
      for (const table of TABLES) {
        await database.write((transaction) => transaction.deleteFrom(table).execute())
      }
    },
    async close() {
      await database.close()
      await drop()
    },
  }
}

type OpenStore = Awaited<ReturnType<typeof openStore>>
