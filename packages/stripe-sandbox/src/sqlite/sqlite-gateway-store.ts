import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import { createPositions } from '../domain/position.ts'
import type { GatewayStore, GatewayWrites } from '../gateway-store.ts'
import { createReads } from './gateway-reads.ts'
import { createWrites } from './gateway-writes.ts'
import { createTables, readLastPosition } from './schema.ts'

interface StoreOptions {
  now: () => number
  /** Told after a commit that left something to deliver, so that nobody has to look for it. */
  onDelivery: () => void
}

/** Makes the tables in an open file; the caller closes the file. */
export function createSqliteGatewayStore(file: SqliteFile, { now, onDelivery }: StoreOptions): GatewayStore {
  createTables(file.direct)
  const positions = createPositions({ now, last: readLastPosition(file.direct) })
  let writes: GatewayWrites | undefined
  let has_delivery = false
  const createWatched = (statements: SqliteFile['direct']): GatewayWrites => {
    const made = createWrites(statements, positions)
    return {
      ...made,
      insertDelivery(delivery) {
        has_delivery = true
        made.insertDelivery(delivery)
      },
    }
  }
  return {
    read: createReads(file.read),
    async write(unit) {
      const value = await file.write((statements) => {
        writes ??= createWatched(statements)
        return unit(writes)
      })
      if (has_delivery) onDelivery()
      has_delivery = false
      return value
    },
  }
}
