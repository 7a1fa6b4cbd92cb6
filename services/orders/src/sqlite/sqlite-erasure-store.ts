import { toUnavailable } from '@tradewind/sql/sql-errors.ts'
import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { Erasure, ErasureStore } from '../store-deps.ts'

type ErasureRow = Omit<Erasure, 'done_at'> & { done_at: string | null }

const REQUEST = `INSERT INTO erasures (customer_id, status, requested_at) VALUES (?, 'running', ?)
  ON CONFLICT (customer_id) DO UPDATE SET status = 'running', requested_at = excluded.requested_at, done_at = NULL
  WHERE erasures.status = 'done'`

export function createSqliteErasureStore(file: SqliteFile): ErasureStore {
  const bounded = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw toUnavailable(error)
    }
  }
  const find = (where: string, params: string[]) => {
    const row = file.read.get<ErasureRow>(`SELECT * FROM erasures WHERE ${where}`, params)
    return row && toErasure(row)
  }
  return {
    request: ({ customer_id, at }) =>
      bounded(async () => {
        await file.write((statements) => statements.run(REQUEST, [customer_id, at]))
        const erasure = find('customer_id = ?', [customer_id])
        if (!erasure) throw new Error(`the erasure of ${customer_id} is gone`)
        return erasure
      }),
    find: (customer_id) => bounded(() => find('customer_id = ?', [customer_id])),
    next: () => bounded(() => find("status = 'running' ORDER BY requested_at LIMIT 1", [])),
    finish: ({ customer_id, at }) =>
      bounded(async () => {
        const sql = "UPDATE erasures SET status = 'done', done_at = ? WHERE customer_id = ?"
        await file.write((statements) => statements.run(sql, [at, customer_id]))
      }),
  }
}

const toErasure = ({ done_at, ...row }: ErasureRow): Erasure => ({ ...row, ...(done_at !== null && { done_at }) })
