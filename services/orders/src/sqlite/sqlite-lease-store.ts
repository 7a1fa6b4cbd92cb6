import { toUnavailable } from '@tradewind/sql/sql-errors.ts'
import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { LeaseStore } from '../store-deps.ts'

const TAKE = `INSERT INTO leases (name, owner, until) VALUES (?, ?, ?)
  ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
  WHERE leases.owner = excluded.owner OR leases.until <= ?`

export const createSqliteLeaseStore = (file: SqliteFile): LeaseStore => ({
  take: ({ name, owner, now, until }) =>
    file
      .write((statements) => statements.run(TAKE, [name, owner, until, now]).changes === 1)
      .catch((error) => {
        throw toUnavailable(error)
      }),
  release: ({ name, owner }) =>
    file
      .write((statements) => void statements.run('DELETE FROM leases WHERE name = ? AND owner = ?', [name, owner]))
      .catch((error) => {
        throw toUnavailable(error)
      }),
})
