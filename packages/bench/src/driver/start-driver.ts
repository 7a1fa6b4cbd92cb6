import { join } from 'node:path'
import { startProcess } from '@tradewind/testkit/process.ts'
import type { Load, LoadResult } from './load.ts'

export interface Driver {
  pid: number
  /** @throws when the driver itself fails; wrong answers are counted in the result */
  run(load: Load): Promise<LoadResult>
  stop(): Promise<unknown>
}

/** Longer than a client's own patience. */
const OVERTIME_MS = 40_000

/** The one process that puts load on all that is measured. */
export async function startDriver(): Promise<Driver> {
  const driver = await startProcess({ name: 'driver', entry: join(import.meta.dirname, 'main.ts'), env: {} })
  return {
    pid: driver.pid,
    async run(load) {
      const signal = AbortSignal.timeout(load.duration_ms + OVERTIME_MS)
      const answer = await fetch(`http://127.0.0.1:${driver.port}`, {
        method: 'POST',
        body: JSON.stringify(load),
        signal,
      })
      if (!answer.ok) throw new Error(`driver: ${await answer.text()}`)
      return (await answer.json()) as LoadResult
    },
    stop: () => driver.kill(),
  }
}
