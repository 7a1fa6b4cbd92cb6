import { askForServer, isOffered } from './ask-for-server.ts'
import { createMongoDatabase } from './mongo-databases.ts'
import { createMysqlDatabase } from './mysql-databases.ts'
import { createSqliteDatabase } from './sqlite-files.ts'
import type { TestDatabase } from './test-database.ts'

interface DatabaseKind<Kind extends string> {
  kind: Kind
  /** A new, empty database that nobody else uses. */
  create(): Promise<TestDatabase>
}

/** The kinds of database that payments and email run on; `mysql` only where a Docker engine offers it. */
export function sqlDatabases(): DatabaseKind<'sqlite' | 'mysql'>[] {
  const mysql = { kind: 'mysql' as const, create: async () => createMysqlDatabase(await askForServer('mysql')) }
  return [{ kind: 'sqlite', create: createSqliteDatabase }, ...(isOffered('mysql') ? [mysql] : [])]
}

/** The kinds of database that orders runs on; `mongodb` only where a Docker engine offers it. */
export function documentDatabases(): DatabaseKind<'sqlite' | 'mongodb'>[] {
  const mongodb = { kind: 'mongodb' as const, create: async () => createMongoDatabase(await askForServer('mongo')) }
  return [{ kind: 'sqlite', create: createSqliteDatabase }, ...(isOffered('mongo') ? [mongodb] : [])]
}
