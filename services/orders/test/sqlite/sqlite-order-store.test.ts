import { migrate } from '@tradewind/sql/migrate.ts'
import { openSqliteFile, type SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { Statements } from '@tradewind/sql/statements.ts'
import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../src/sqlite/migrations.ts'
import { createSqliteOrderStore } from '../../src/sqlite/sqlite-order-store.ts'
import type { OrderStore } from '../../src/store-deps.ts'
import { LIST_QUESTIONS, WORK_QUESTIONS } from '../store-questions.ts'

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

  it.each(WORK_QUESTIONS)(
    'when it is for $name then $sqlite answer, and nothing is sorted',
    async ({ ask, sqlite }) => {
      await ask(store)
      expect(asked).not.toEqual([])
      for (const plan of plansOf()) {
        for (const index of sqlite) expect(plan).toContain(index)
        expect(plan).not.toMatch(/SCAN (?!work|orders USING INDEX orders_pickable)|TEMP B-TREE/)
      }
    },
  )

  it.each(LIST_QUESTIONS)('when it is for $name then $sqlite answer in their own order', async ({ ask, sqlite }) => {
    await ask(store)
    for (const plan of plansOf())
      expect(plan).not.toMatch(/SCAN (?!CONSTANT ROW|walked|\(subquery|orders USING (COVERING )?INDEX)|TEMP B-TREE/)
    for (const index of sqlite) expect(plansOf().join()).toContain(index)
  })
})
