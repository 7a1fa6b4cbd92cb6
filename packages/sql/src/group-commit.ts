import type { DatabaseSync } from 'node:sqlite'
import type { StatementCounts } from './statement-counts.ts'
import type { Statements } from './statements.ts'

/** A unit awaits nothing but its own statements: all units of a group share one transaction. */
export type Unit<T> = (statements: Statements) => T | Promise<T>

interface Pending {
  unit: Unit<unknown>
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

interface GroupCommitOptions {
  writer: DatabaseSync
  statements: Statements
  counts: StatementCounts
}

/** All writes of one turn of the event loop in one transaction; each caller goes on only after the commit. */
export function createGroupCommit({ writer, statements, counts }: GroupCommitOptions) {
  const transaction = prepareTransaction(writer)
  let queue: Pending[] = []
  let flushing: Promise<void> | undefined

  // One group a turn: what the callers of this one write next shares its commit with what arrives meanwhile.
  async function flush(): Promise<void> {
    while (queue.length > 0) {
      await nextTurn()
      const group = queue
      queue = []
      await commitGroup(group)
    }
    flushing = undefined
  }

  async function commitGroup(group: Pending[]): Promise<void> {
    const run = group.length === 1 ? runAlone : runInSavepoint
    const settle: (() => void)[] = []
    try {
      transaction.begin()
      for (const pending of group) settle.push(await run(pending))
      transaction.commit()
      counts.commits += 1
    } catch (error) {
      if (writer.isOpen && writer.isTransaction) transaction.rollback()
      for (const pending of group) pending.reject(error)
      return
    }
    for (const tell of settle) tell()
  }

  /** What it throws undoes the whole transaction, which is its own. */
  async function runAlone({ unit, resolve }: Pending): Promise<() => void> {
    const value = await unit(statements)
    return () => resolve(value)
  }

  async function runInSavepoint({ unit, resolve, reject }: Pending): Promise<() => void> {
    transaction.savepoint()
    try {
      const value = await unit(statements)
      transaction.release()
      return () => resolve(value)
    } catch (error) {
      transaction.rollbackToSavepoint()
      transaction.release()
      return () => reject(error)
    }
  }

  return {
    write<T>(unit: Unit<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        queue.push({ unit, resolve: resolve as (value: unknown) => void, reject })
        flushing ??= flush()
      })
    },
    async drained(): Promise<void> {
      while (flushing) await flushing
    },
  }
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/** Prepared once: each is run for every group or unit. */
function prepareTransaction(writer: DatabaseSync) {
  const prepare = (sql: string) => {
    const statement = writer.prepare(sql)
    return () => void statement.run()
  }
  return {
    begin: prepare('BEGIN IMMEDIATE'),
    commit: prepare('COMMIT'),
    rollback: prepare('ROLLBACK'),
    savepoint: prepare('SAVEPOINT unit'),
    release: prepare('RELEASE unit'),
    rollbackToSavepoint: prepare('ROLLBACK TO unit'),
  }
}
