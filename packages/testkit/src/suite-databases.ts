import type { Program } from '@tradewind/start/wiring.ts'
import { documentDatabases, sqlDatabases } from './databases.ts'
import type { TestDatabase } from './test-database.ts'

export type SuiteKind = 'sqlite' | 'real'

/** A new database for each of the four programs; `real` is MySQL and MongoDB (the sandbox has SQLite alone). */
export async function createSuiteDatabases(kind: SuiteKind): Promise<Record<Program, TestDatabase>> {
  const [sqlite] = sqlDatabases()
  const sql = sqlDatabases().find((database) => (database.kind === 'sqlite') === (kind === 'sqlite'))
  const documents = documentDatabases().find((database) => (database.kind === 'sqlite') === (kind === 'sqlite'))
  if (!sqlite || !sql || !documents) throw new Error('no real databases here: no Docker engine answers')
  const [orders, payments, email, sandbox] = await Promise.all([
    documents.create(),
    sql.create(),
    sql.create(),
    sqlite.create(),
  ])
  return { orders, payments, email, sandbox }
}

/** Whether `real` can be had here. */
export const hasRealDatabases = (): boolean =>
  [...sqlDatabases(), ...documentDatabases()].filter(({ kind }) => kind !== 'sqlite').length === 2
