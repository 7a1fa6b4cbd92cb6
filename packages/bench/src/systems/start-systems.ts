import type { SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { startChain } from './start-chain.ts'
import { startFloor } from './start-floor.ts'
import { startOurs } from './start-ours.ts'
import type { System, SystemName } from './system.ts'

interface Systems {
  systems: Record<SystemName, System>
  stop(): Promise<void>
}

/** All that is compared, side by side on databases of the same kind: who is not measured is idle. */
export async function startSystems(kind: SuiteKind): Promise<Systems> {
  const systems = { floor: await startFloor(kind), chain: await startChain(kind), ours: await startOurs(kind) }
  return {
    systems,
    async stop() {
      await Promise.all(Object.values(systems).map((system) => system.stop()))
    },
  }
}
