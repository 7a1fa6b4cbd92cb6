import type { Kysely } from 'kysely'
import type { StatementCounts } from './statement-counts.ts'

/**
 * One database behind Kysely, whichever kind its URL names; statements must mean the same to both kinds. A database
 * that does not answer is an AppError `database_unavailable`, within 2 s.
 */
export interface SqlDatabase<Tables> {
  kind: 'mysql' | 'sqlite'
  /** Sees only what is committed. */
  read<T>(unit: (connection: Kysely<Tables>) => Promise<T>): Promise<T>
  /**
   * Runs `unit` as one transaction and answers after its commit is on disk. A unit awaits nothing but its own
   * statements and may run more than once (deadlock, lock wait). What it throws undoes it.
   */
  write<T>(unit: (transaction: Kysely<Tables>) => Promise<T>): Promise<T>
  /** As `write` for a unit of one statement, which needs no BEGIN and COMMIT of its own. */
  writeOne<T>(unit: (connection: Kysely<Tables>) => Promise<T>): Promise<T>
  counts: StatementCounts
  /** Rejects when the database does not answer. */
  probe(): Promise<void>
  close(): Promise<void>
}
