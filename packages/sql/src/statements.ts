import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { StatementCounts } from './statement-counts.ts'

/** Statements on one connection, answered at once. Each SQL text is prepared once. */
export interface Statements {
  run(sql: string, params?: SQLInputValue[]): { changes: number }
  get<Row>(sql: string, params?: SQLInputValue[]): Row | undefined
  all<Row>(sql: string, params?: SQLInputValue[]): Row[]
}

export function createStatements(database: DatabaseSync, counts: StatementCounts): Statements {
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
