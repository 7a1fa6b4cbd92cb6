import type { Driver } from '../driver/start-driver.ts'
import { getJson } from '../systems/get-text.ts'
import type { System } from '../systems/system.ts'
import { awaitDrain } from './await-drain.ts'
import { CELLS } from './cells.ts'

interface Given {
  driver: Driver
  ours: System
}

const PREPARE_MS = 1_000
const PAGE = 100

/** Pays orders for a second, and answers the paths of some: reading has something to find. */
export async function createOrdersToRead({ driver, ours }: Given): Promise<string[]> {
  const { port, headers } = ours
  const full = CELLS.find(({ name }) => name === 'full')
  if (!full) throw new Error('no cell "full"')
  const load = { ...full.request, name: 'prepare', port, paths: ['/orders'], headers, concurrency: 8 }
  const { answers } = await driver.run({ ...load, duration_ms: PREPARE_MS })
  await awaitDrain(ours, answers)
  const page = await getJson<{ data: { id: string }[] }>(`http://127.0.0.1:${port}/orders?limit=${PAGE}`, headers)
  return page.data.map(({ id }) => `/orders/${id}`)
}
