import { Kysely, MysqlDialect, sql } from 'kysely'
import { createMysqlPool } from './mysql-pool.ts'
import { retried } from './retried.ts'
import type { SqlDatabase } from './sql-database.ts'
import type { StatementCounts } from './statement-counts.ts'

const MIGRATION_LIMIT_MS = 30 * 60 * 1000

/** Kysely over a pool of connections, READ COMMITTED; deadlocks and lock waits are tried again. */
export function openMysql<Tables>(url: string): SqlDatabase<Tables> {
  const counts: StatementCounts = { statements: 0, commits: 0 }
  const database = new Kysely<Tables>({ dialect: new MysqlDialect({ pool: createMysqlPool({ url, counts }) }) })
  return {
    kind: 'mysql',
    read: (unit) => retried(() => unit(database)),
    write: (unit) => retried(() => database.transaction().execute(unit)),
    async writeOne(unit) {
      const value = await retried(() => unit(database))
      counts.commits += 1
      return value
    },
    counts,
    async probe() {
      await sql`SELECT 1`.execute(database)
    },
    close: () => database.destroy(),
  }
}

/** For statements that may take long. Ids, keys and codes are made equal only to the letter, as on SQLite. */
export async function openMysqlForMigration(url: string): Promise<Kysely<unknown>> {
  const counts: StatementCounts = { statements: 0, commits: 0 }
  const pool = createMysqlPool({ url, counts, statement_limit_ms: MIGRATION_LIMIT_MS })
  const database = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) })
  await sql`ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin`.execute(database)
  return database
}
