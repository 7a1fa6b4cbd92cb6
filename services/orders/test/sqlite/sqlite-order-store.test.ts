import { migrate } from '@tradewind/sql/migrate.ts'
import { openSqliteFile, type SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { Statements } from '@tradewind/sql/statements.ts'
import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OrderStore } from '../../src/deps.ts'
import type { OrderFilter } from '../../src/domain/order-query.ts'
import { SORTS } from '../../src/http/list-schemas.ts'
import { readSort } from '../../src/http/read-filter.ts'
import { migrations } from '../../src/sqlite/migrations.ts'
import { createSqliteOrderStore } from '../../src/sqlite/sqlite-order-store.ts'

/** The same file; `asked` gets each statement's text. */
function recorded(file: SqliteFile, asked: string[]): SqliteFile {
  const noted = (sql: string) => {
    asked.push(sql)
    return sql
  }
  const record = ({ run, get, all }: Statements): Statements => ({
    run: (sql, params) => run(noted(sql), params),
    get: (sql, params) => get(noted(sql), params),
    all: (sql, params) => all(noted(sql), params),
  })
  return { ...file, read: record(file.read), write: (unit) => file.write((statements) => unit(record(statements))) }
}

describe.each(documentDatabases().filter(({ kind }) => kind === 'sqlite'))('what is asked of a file', ({ create }) => {
  let database: Awaited<ReturnType<typeof create>>
  let file: SqliteFile
  let asked: string[]
  let store: OrderStore
  beforeEach(async () => {
    database = await create()
    await migrate(database.url, migrations)
    file = openSqliteFile(database.url.slice('sqlite:'.length))
    asked = []
    store = createSqliteOrderStore(recorded(file, asked))
  })
  afterEach(async () => {
    await file.close()
    await database.drop()
  })

  const plansOf = () =>
    asked.map((sql) => {
      const params = Array.from(sql.matchAll(/\?/g), () => '1')
      return JSON.stringify(file.read.all(`EXPLAIN QUERY PLAN ${sql}`, params))
    })

  it.each([
    ['findByKey', 'orders_by_key', () => store.findByKey({ client_id: 'a', idempotency_key: 'k' })],
    ['claimDue', 'orders_due', () => store.claimDue({ now: '2', until: '3', owner: 'rep_1', limit: 1 })],
  ])('when it is for %s then the index %s answers, and nothing is sorted in memory', async (_name, index, call) => {
    await call()
    expect(plansOf()[0]).toContain(index)
    expect(plansOf()[0]).not.toMatch(/SCAN|TEMP B-TREE/)
  })

  const key = { client_id: 'a', idempotency_key: 'k' }
  const work = { status: 'picking', limit: 20 } as const
  it.each([
    ['the queue of pickers', ['orders_pickable'], () => store.listPickable(20)],
    ['what a key claimed', ['sqlite_autoindex_orders_1', 'claim_keys'], () => store.findClaimed([key])],
    ['the order of a parcel', ['sqlite_autoindex_orders_1', 'fulfillments'], () => store.findByFulfillment('ful_1')],
    ['the work list', ['fulfillments_by_status'], () => store.listFulfillments(work)],
    ['its next page', ['fulfillments_by_status'], () => store.listFulfillments({ ...work, from_order_id: 'ord_5' })],
    ['a picker’s work', ['fulfillments_by_picker'], () => store.listFulfillments({ ...work, picker: 'ann' })],
  ])('when it is for %s then the indexes %j answer, and nothing is sorted in memory', async (_name, indexes, call) => {
    await call()
    expect(asked).not.toEqual([])
    for (const plan of plansOf()) {
      for (const index of indexes) expect(plan).toContain(index)
      expect(plan).not.toMatch(/SCAN (?!work|orders USING INDEX orders_pickable)|TEMP B-TREE/)
    }
  })

  const after = { id: 'ord_5', value: 5 }
  const filters: [string, OrderFilter][] = [
    ['sqlite_autoindex_orders_1', {}],
    ['sqlite_autoindex_orders_1', { from_id: 'ord_1', before_id: 'ord_9' }],
    ['orders_by_state', { status: ['pending'] }],
    ['orders_by_state', { payment_status: ['captured', 'failed'], fulfillment_status: ['unfulfilled'] }],
    ['orders_by_customer_id', { customer_id: 'c', status: ['pending'] }],
    ['orders_by_email', { email: 'a@b.example', words: ['mug'] }],
    ['orders_by_number', { number: 1 }],
    ['orders_by_external_reference', { external_reference: 'r' }],
    ['order_terms', { words: ['mug', 'ada'], status: ['pending'] }],
  ]
  const sorts = SORTS.flatMap((sort) => [undefined, after].map((place) => [sort, place] as const))
  const cases = filters.flatMap(([index, filter]) => sorts.map(([sort, place]) => ({ index, filter, sort, place })))

  it.each(cases)(
    'when a list is by $filter, $sort, behind $place then indexes answer it in their own order',
    async ({ index, filter, sort, place }) => {
      await store.list({ filter, sort: readSort(sort), limit: 20, ...(place && { after: place }) })
      await store.count(filter)
      for (const plan of plansOf())
        expect(plan).not.toMatch(/SCAN (?!CONSTANT ROW|walked|\(subquery|orders USING (COVERING )?INDEX)|TEMP B-TREE/)
      expect(plansOf().join()).toContain(index)
    },
  )
})
