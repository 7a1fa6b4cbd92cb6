import { migrate } from '@tradewind/sql/migrate.ts'
import { openSqliteFile, type SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { Statements } from '@tradewind/sql/statements.ts'
import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OrderStore } from '../../src/deps.ts'
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

  it.each([
    ['findByKey', 'orders_by_key', () => store.findByKey({ client_id: 'a', idempotency_key: 'k' })],
    ['claimDue', 'orders_due', () => store.claimDue({ now: '2', until: '3', owner: 'rep_1', limit: 1 })],
    ['list', 'sqlite_autoindex_orders_1', () => store.list({ limit: 1, before_id: 'ord_1' })],
  ])('when it is for %s then the index %s answers, and nothing is sorted in memory', async (_name, index, call) => {
    await call()
    const [sql = ''] = asked
    const params = Array.from(sql.matchAll(/\?/g), () => '1')
    const plan = JSON.stringify(file.read.all(`EXPLAIN QUERY PLAN ${sql}`, params))
    expect(plan).toContain(index)
    expect(plan).not.toMatch(/SCAN|ORDER BY/)
  })
})
