import { openDatabase } from '@tradewind/sql/database.ts'
import { migrate } from '@tradewind/sql/migrate.ts'
import type { SqlDatabase } from '@tradewind/sql/sql-database.ts'
import { type Connection, select } from '@tradewind/sql/statement.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import type { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNotices } from '../../src/sql/create-notices.ts'
import { migrations } from '../../src/sql/migrations/migrations.ts'
import { createPaymentStore } from '../../src/sql/payment-store.ts'

const NOW = '2026-01-01T00:00:00.000Z'
const claim = { now: NOW, lease_end: NOW, limit: 8 }
type Stores = ReturnType<typeof openStores>

const openStores = (database: SqlDatabase<unknown>) => ({
  store: createPaymentStore(database),
  ...createNotices(database),
})

/** What is asked again and again, by workers, gauges and lists. */
const ASKED: [string, (stores: Stores) => Promise<unknown>][] = [
  ['attempts that are due', ({ store }) => store.claimDue(claim)],
  ['open attempts of a payment', ({ store }) => store.findOpen({ payment_id: 'pay_1', refund_id: null })],
  ['open attempts, counted', ({ store }) => store.countOpen()],
  ['payments of an order', ({ store }) => store.list({ order_id: 'ord_1', limit: 20, before_id: 'pay_9' })],
  ['refunds of a payment', ({ store }) => store.listRefunds({ payment_id: 'pay_1', limit: 20, before_id: 're_9' })],
  ['notices that are due', ({ notices }) => notices.claimDue({ ...claim, gateway: 'stripe' })],
  ['notices, counted', ({ notices }) => notices.count()],
  ['the payment of an intent', ({ notices }) => notices.findPayment('pi_1')],
  ['the refund of a reference', ({ notices }) => notices.findRefund('re_1')],
  ['disputes of a payment', ({ notices }) => notices.listDisputes({ payment_id: 'pay_1', limit: 20 })],
  ['disputes that are open', ({ notices }) => notices.listDisputes({ status: 'open', limit: 20 })],
  ['events that are due', ({ events }) => events.claimDue(claim)],
  ['events, counted', ({ events }) => events.countUntold()],
]

describe('the plans of statements', () => {
  const asked: string[] = []
  let database: SqlDatabase<unknown>
  let stores: Stores
  let drop: () => Promise<void>

  beforeAll(async () => {
    const created = await sqlDatabases()
      .find(({ kind }) => kind === 'sqlite')
      ?.create()
    if (!created) throw new Error('no SQLite')
    drop = created.drop
    await migrate(created.url, migrations)
    database = await openDatabase<unknown>(created.url)
    stores = openStores(listening(database, asked))
  })
  afterAll(async () => {
    await database.close()
    await drop()
  })

  it.each(ASKED)('when %s are asked for, then none is sought by reading a table from end to end', async (_, ask) => {
    asked.length = 0
    await ask(stores)
    expect(asked.length).toBeGreaterThan(0)
    for (const text of asked) expect(await planOf(database, text), text).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER/)
  })
})

/** The same database, whose statements are kept in `asked`. */
function listening(database: SqlDatabase<unknown>, asked: string[]): SqlDatabase<unknown> {
  const hear = <C extends Connection>(connection: C): C =>
    new Proxy(connection, {
      get(target, name, receiver) {
        if (name !== 'executeQuery') return Reflect.get(target, name, receiver)
        return (query: CompiledQuery) => {
          asked.push(query.sql)
          return target.executeQuery(query)
        }
      },
    })
  return {
    ...database,
    read: (unit) => database.read((connection) => unit(hear(connection))),
    write: (unit) => database.write((connection) => unit(hear(connection))),
  }
}

async function planOf(database: SqlDatabase<unknown>, text: string): Promise<string> {
  const params = [...text.matchAll(/\?/g)].map(() => NOW)
  const rows = await database.read((connection) =>
    select<{ detail: string }>(connection, `EXPLAIN QUERY PLAN ${text}`, params),
  )
  return rows.map(({ detail }) => detail).join('\n')
}
