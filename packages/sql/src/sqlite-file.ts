import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { StatementCounts } from './statement-counts.ts'

/** Statements on one connection, answered at once. Each SQL text is prepared once. */
export interface Statements {
  run(sql: string, params?: SQLInputValue[]): { changes: number }
  get<Row>(sql: string, params?: SQLInputValue[]): Row | undefined
  all<Row>(sql: string, params?: SQLInputValue[]): Row[]
}

/** A unit awaits nothing but its own statements: all units of a group share one transaction. */
type Unit<T> = (statements: Statements) => T | Promise<T>

export interface SqliteFile {
  /**
   * Runs `unit` in the next group commit, in a savepoint of its own, and answers after the commit is on disk.
   * What the unit throws undoes that unit alone and comes back as the rejection.
   */
  write<T>(unit: Unit<T>): Promise<T>
  /** A read-only connection: it sees only what is committed. */
  read: Statements
  /** The writing connection, for what runs before the first `write` (migrations). */
  direct: Statements
  counts: StatementCounts
  close(): Promise<void>
}

interface Pending {
  unit: Unit<unknown>
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

const BUSY_TIMEOUT_MS = 1500

/** Opens (and makes) the file at `path` with WAL and `synchronous=FULL`: what is answered is on disk. */
export function openSqliteFile(path: string): SqliteFile {
  const counts: StatementCounts = { statements: 0, commits: 0 }
  const writer = openWriter(path)
  const reader = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  const direct = createStatements(writer, counts)
  const group = createGroupCommit(writer, direct, counts)
  return {
    write: group.write,
    read: createStatements(reader, counts),
    direct,
    counts,
    async close() {
      await group.drained()
      reader.close()
      writer.close()
    },
  }
}

function openWriter(path: string): DatabaseSync {
  const writer = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
  writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  return writer
}

function createStatements(database: DatabaseSync, counts: StatementCounts): Statements {
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string) => {
    counts.statements += 1
    let statement = prepared.get(sql)
    if (!statement) {
      statement = database.prepare(sql)
      prepared.set(sql, statement)
    }
    return statement
  }
  return {
    run: (sql, params = []) => ({ changes: Number(prepare(sql).run(...params).changes) }),
    get: <Row>(sql: string, params: SQLInputValue[] = []) => prepare(sql).get(...params) as Row | undefined,
    all: <Row>(sql: string, params: SQLInputValue[] = []) => prepare(sql).all(...params) as Row[],
  }
}

/** All writes of one turn of the event loop in one transaction; each caller goes on only after the commit. */
function createGroupCommit(writer: DatabaseSync, statements: Statements, counts: StatementCounts) {
  let queue: Pending[] = []
  let flushing: Promise<void> | undefined

  async function flush(): Promise<void> {
    while (queue.length > 0) {
      const group = queue
      queue = []
      await commitGroup(group)
    }
    flushing = undefined
  }

  async function commitGroup(group: Pending[]): Promise<void> {
    const settle: (() => void)[] = []
    try {
      writer.exec('BEGIN IMMEDIATE')
      for (const pending of group) settle.push(await runUnit(pending))
      writer.exec('COMMIT')
      counts.commits += 1
    } catch (error) {
      if (writer.isTransaction) writer.exec('ROLLBACK')
      for (const pending of group) pending.reject(error)
      return
    }
    for (const tell of settle) tell()
  }

  async function runUnit({ unit, resolve, reject }: Pending): Promise<() => void> {
    writer.exec('SAVEPOINT unit')
    try {
      const value = await unit(statements)
      writer.exec('RELEASE unit')
      return () => resolve(value)
    } catch (error) {
      writer.exec('ROLLBACK TO unit; RELEASE unit')
      return () => reject(error)
    }
  }

  return {
    write<T>(unit: Unit<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        queue.push({ unit, resolve: resolve as (value: unknown) => void, reject })
        flushing ??= new Promise((done) => setImmediate(() => flush().then(done)))
      })
    },
    async drained(): Promise<void> {
      while (flushing) await flushing
    },
  }
}
