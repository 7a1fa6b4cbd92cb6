import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { run } from '@tradewind/sql/statement.ts'
import type { LeaseStore } from '../ledger-deps.ts'

const TAKE = 'UPDATE worker_leases SET owner = ?, lease_end = ? WHERE name = ? AND (owner = ? OR lease_end <= ?)'

/** A row for each work is made by the migration that brings it. */
export function createLeaseStore(database: SqlDatabase<unknown>): LeaseStore {
  return {
    take: ({ name, owner, now, lease_end }) =>
      database.writeOne(async (connection) => {
        const { changed } = await run(connection, TAKE, [owner, lease_end, name, owner, now])
        return changed === 1
      }),
  }
}
