import type { MigrationStatement } from '@tradewind/sql/migrate.ts'

/** A trigger that keeps the rows of `table` as they were written, whoever asks. */
export function refuse(change: 'UPDATE' | 'DELETE', table: string): MigrationStatement {
  const head = `CREATE TRIGGER ${table}_no_${change.toLowerCase()} BEFORE ${change} ON ${table} FOR EACH ROW`
  const reason = `${table} is append-only`
  return {
    mysql: `${head} SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${reason}'`,
    sqlite: `${head} BEGIN SELECT RAISE(ABORT, '${reason}'); END`,
  }
}
