import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import { createPositions } from '../domain/position.ts'
import type { GatewayStore, GatewayWrites } from '../gateway-store.ts'
import { createReads } from './gateway-reads.ts'
import { createWrites } from './gateway-writes.ts'
import { createTables, readLastPosition } from './schema.ts'

/** Makes the tables in an open file; the caller closes the file. */
export function createSqliteGatewayStore(file: SqliteFile, { now }: { now: () => number }): GatewayStore {
  createTables(file.direct)
  const positions = createPositions({ now, last: readLastPosition(file.direct) })
  let writes: GatewayWrites | undefined
  return {
    read: createReads(file.read),
    write: (unit) =>
      file.write((statements) => {
        writes ??= createWrites(statements, positions)
        return unit(writes)
      }),
  }
}
