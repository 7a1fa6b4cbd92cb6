import type { BenchContext } from './cells/bench-context.ts'
import type { CellResult } from './cells/cell.ts'
import { CELLS } from './cells/cells.ts'
import { createOrdersToRead } from './cells/orders-to-read.ts'
import { runCell } from './cells/run-cell.ts'
import { startDriver } from './driver/start-driver.ts'
import type { BenchOptions } from './options.ts'
import { measureStart } from './start-up/measure-start.ts'
import type { StartUp } from './start-up/start-up.ts'
import { startSystems } from './systems/start-systems.ts'

export interface Measured {
  cells: CellResult[]
  start_up: StartUp
}

/** All that is measured, one thing after the other; `say` hears of each. Everything it started is stopped at the end. */
export async function runBench(options: BenchOptions, say: (line: string) => void): Promise<Measured> {
  say(`start ${options.starts} times, first and second start`)
  const start_up = await measureStart(options.starts)
  const driver = await startDriver()
  try {
    const { systems, stop } = await startSystems(options.databases)
    try {
      const read_paths = await createOrdersToRead({ driver, ours: systems.ours })
      return {
        start_up,
        cells: await runCells(options, { driver, systems, read_paths, seconds: options.seconds }, say),
      }
    } finally {
      await stop()
    }
  } finally {
    await driver.stop()
  }
}

/** Rounds outermost and the compared side by side: what disturbs the machine for a while disturbs all alike. */
async function runCells(
  { rounds, concurrencies }: BenchOptions,
  context: BenchContext,
  say: (line: string) => void,
): Promise<CellResult[]> {
  const results: CellResult[] = []
  for (let round = 1; round <= rounds; round += 1) {
    for (const concurrency of concurrencies) {
      for (const cell of CELLS) {
        const result = await runCell(context, { cell, concurrency, round })
        results.push(result)
        say(describe(result))
      }
    }
  }
  return results
}

function describe({ cell, concurrency, round, rate, p50_ms, p99_ms, drain_ms, failures, failure }: CellResult): string {
  const where = `round ${round}  ${cell.padEnd(11)} at ${String(concurrency).padStart(2)}`
  const times = `p50 ${p50_ms.toFixed(1)} ms  p99 ${p99_ms.toFixed(1)} ms  drained in ${Math.round(drain_ms)} ms`
  return `${where}  ${rate.toFixed(0).padStart(5)}/s  ${times}${failures > 0 ? `  ${failures} FAILED: ${failure}` : ''}`
}
