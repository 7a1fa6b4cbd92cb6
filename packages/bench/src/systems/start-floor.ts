import { createSuiteDatabases, type SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { getJson } from './get-text.ts'
import { startBare } from './start-bare.ts'
import type { Counts, System } from './system.ts'

/** One process, one durable insert per request, on the kind of database that orders has. */
export async function startFloor(kind: SuiteKind): Promise<System> {
  const databases = await createSuiteDatabases(kind)
  const floor = await startBare({ program: 'floor', database_url: databases.orders.url })
  return {
    port: floor.port,
    headers: {},
    pids: { orders: floor.pid },
    readCounts: async () => ({ orders: await getJson<Counts>(`http://127.0.0.1:${floor.port}/counts`) }),
    countMails: async () => 0,
    isIdle: async () => true,
    async stop() {
      await floor.kill('SIGTERM')
      await Promise.all(Object.values(databases).map((database) => database.drop()))
    },
  }
}
