import { DatabaseSync } from 'node:sqlite'
import { createGroupCommit, type Unit } from './group-commit.ts'
import type { StatementCounts } from './statement-counts.ts'
import { createStatements, type Statements } from './statements.ts'

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

const BUSY_TIMEOUT_MS = 1500
const WAIT_MS = 10
const SQLITE_BUSY = 5

/** Opens (and makes) the file at `path` with WAL and `synchronous=FULL`: what is answered is on disk. */
export function openSqliteFile(path: string): SqliteFile {
  const counts: StatementCounts = { statements: 0, commits: 0 }
  const writer = openWriter(path)
  const reader = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  const direct = createStatements(writer, counts)
  const group = createGroupCommit({ writer, statements: direct, counts })
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
  useWal(writer)
  writer.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  return writer
}

/** Of processes that open a new file at once, SQLite refuses all but one to turn to WAL, without its busy timeout. */
function useWal(writer: DatabaseSync): void {
  for (let waited_ms = 0; ; waited_ms += WAIT_MS) {
    try {
      writer.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (!isBusy(error) || waited_ms >= BUSY_TIMEOUT_MS) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS)
    }
  }
}

const isBusy = (error: unknown) => ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY
