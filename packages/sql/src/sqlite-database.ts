import type { SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import type { SqlDatabase } from './sql-database.ts'
import { toUnavailable } from './sql-errors.ts'
import { openSqliteFile } from './sqlite-file.ts'
import type { Statements } from './statements.ts'

const READS = /^\s*(select|with|pragma|explain)\b|\breturning\b/i

/** Kysely over one file: reads on a read-only connection, writes by group commit. */
export function openSqlite<Tables>(path: string): SqlDatabase<Tables> {
  const file = openSqliteFile(path)
  const reader = new Kysely<Tables>({ dialect: new FileDialect(file.read) })
  const writer = new Kysely<Tables>({ dialect: new FileDialect(file.direct) })
  const write = <T>(unit: (transaction: Kysely<Tables>) => Promise<T>) =>
    file.write(() => unit(writer)).catch(throwUnavailable)
  return {
    kind: 'sqlite',
    read: (unit) => unit(reader).catch(throwUnavailable),
    write,
    writeOne: write,
    counts: file.counts,
    async probe() {
      file.read.get('SELECT 1')
    },
    close: () => file.close(),
  }
}

/** On a connection of its own; closed by `destroy`. */
export function openSqliteForMigration(path: string): Kysely<unknown> {
  const file = openSqliteFile(path)
  return new Kysely<unknown>({ dialect: new FileDialect(file.direct, () => void file.close()) })
}

const throwUnavailable = (error: unknown) => {
  throw toUnavailable(error)
}

class FileDialect extends SqliteDialect {
  readonly #database: SqliteDatabase

  constructor(statements: Statements, close = () => {}) {
    const database = toKyselyDatabase(statements, close)
    super({ database })
    this.#database = database
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database })
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter()
  }
}

/** Migrations of processes that start together: the second waits for the whole of the first, then finds it done. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function toKyselyDatabase(statements: Statements, close: () => void): SqliteDatabase {
  return {
    prepare: (sql) => ({
      reader: READS.test(sql),
      all: (parameters) => statements.all(sql, parameters as SQLInputValue[]),
      run: (parameters) => ({ ...statements.run(sql, parameters as SQLInputValue[]), lastInsertRowid: 0 }),
      iterate: (parameters) => statements.all(sql, parameters as SQLInputValue[]).values(),
    }),
    close,
  }
}
