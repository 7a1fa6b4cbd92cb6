import { openDatabase } from '@tradewind/sql/database.ts'
import { migrate } from '@tradewind/sql/migrate.ts'
import type { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { sql } from 'kysely'
import type { NewCharge, Settlement } from '../../src/deps.ts'
import { toCapture } from '../../src/domain/ledger.ts'
import { migrations } from '../../src/sql/migrations/migrations.ts'
import { createPaymentStore } from '../../src/sql/payment-store.ts'
import { buildCharge, captured } from '../build-charge.ts'

const HOUR_MS = 3_600_000

/** A store on a new database from `create`. */
export async function openStore(create: ReturnType<typeof sqlDatabases>[number]['create']) {
  const { url, drop } = await create()
  await migrate(url, migrations)
  const database = await openDatabase<unknown>(url)
  const store = createPaymentStore(database)
  return {
    url,
    store,
    database,
    /** A charge that begins at `now`: an hour after 1970 it is due to nobody in these tests. */
    async begin(now = HOUR_MS): Promise<NewCharge> {
      const charge = buildCharge({ now })
      await store.begin(charge)
      return charge
    },
    async countRows(table: string): Promise<number> {
      const query = sql<{ n: number }>`SELECT COUNT(*) AS n FROM ${sql.table(table)}`
      return (await database.read((connection) => query.execute(connection))).rows[0]?.n ?? 0
    },
    async close() {
      await database.close()
      await drop()
    },
  }
}

export type OpenStore = Awaited<ReturnType<typeof openStore>>

let ids = 0

/** T2 of a charge that was captured. */
export function buildSettlement({ payment, attempt }: Pick<NewCharge, 'payment' | 'attempt'>): Settlement {
  const paid = captured(payment)
  const transaction = toCapture(paid, { newId: (prefix) => `${prefix}_${++ids}`, now: HOUR_MS })
  return {
    attempt: { ...attempt, status: 'succeeded', next_at: null },
    payment: paid,
    transactions: transaction ? [transaction] : [],
    events: [],
  }
}

/** T2 of a charge that was declined. */
export function buildDecline({ payment, attempt }: Pick<NewCharge, 'payment' | 'attempt'>): Settlement {
  const failed = { ...payment, status: 'failed' as const, version: payment.version + 1 }
  return {
    attempt: { ...attempt, status: 'declined', next_at: null },
    payment: failed,
    transactions: [],
    events: [],
  }
}
