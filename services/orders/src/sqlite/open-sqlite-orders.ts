import { migrate } from '@tradewind/sql/migrate.ts'
import { openSqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { OpenedStore } from '../store-deps.ts'
import { migrations } from './migrations.ts'
import { createSqliteErasureStore } from './sqlite-erasure-store.ts'
import { createSqliteEventStore } from './sqlite-event-store.ts'
import { createSqliteLeaseStore } from './sqlite-lease-store.ts'
import { createSqliteOrderStore } from './sqlite-order-store.ts'

/** Opens `sqlite:path`, with its tables up to date. */
export async function openSqliteOrders(url: string): Promise<OpenedStore> {
  await migrate(url, migrations)
  const file = openSqliteFile(url.slice('sqlite:'.length))
  return {
    store: createSqliteOrderStore(file),
    events: createSqliteEventStore(file),
    leases: createSqliteLeaseStore(file),
    erasures: createSqliteErasureStore(file),
    counts: file.counts,
    async probe() {
      file.read.get('SELECT 1')
    },
    close: () => file.close(),
  }
}
