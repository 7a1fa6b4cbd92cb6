import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cell, CellResult } from '../cells/cell.ts'
import { CELLS } from '../cells/cells.ts'
import { runCell } from '../cells/run-cell.ts'
import { startDriver } from '../driver/start-driver.ts'
import type { BenchOptions } from '../options.ts'
import { formatTable } from '../report/format-table.ts'
import { startChain } from '../systems/start-chain.ts'
import { startFloor } from '../systems/start-floor.ts'
import { startOurs } from '../systems/start-ours.ts'
import { readProfile, toFunctionName, toPart } from './read-profile.ts'

const START = { floor: startFloor, chain: startChain, ours: startOurs }
const TOP = 12

/** Where the CPU of a paid order goes: for chain and ours, each process's dearest functions by self time. */
export async function profileSystems(options: BenchOptions, say: (line: string) => void): Promise<string> {
  const parts: string[] = []
  for (const name of ['chain', 'full'] as const) {
    const cell = CELLS.find((candidate) => candidate.name === name)
    if (cell) parts.push(await profileCell(options, cell))
    say(`profiled ${name}`)
  }
  return parts.join('\n\n')
}

async function profileCell(options: BenchOptions, cell: Cell): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-profile-'))
  const profiled = await runProfiled(options, cell, folder)
  const tables: string[] = []
  for (const [process, pid] of Object.entries(profiled.pids)) {
    const file = (await readdir(folder)).find((path) => path.includes(`.${pid}.`))
    if (file) tables.push(...(await toTables({ ...profiled, process, path: join(folder, file) })))
  }
  await rm(folder, { recursive: true })
  return tables.join('\n\n')
}

/** `last_ms`: from the first answer until the processes end. */
async function runProfiled({ databases, seconds, concurrencies }: BenchOptions, cell: Cell, folder: string) {
  const system = await START[cell.system](databases, `--cpu-prof --cpu-prof-interval=200 --cpu-prof-dir=${folder}`)
  const driver = await startDriver()
  const systems = { floor: system, chain: system, ours: system }
  const context = { driver, systems, read_paths: [], seconds }
  try {
    const result = await runCell(context, { cell, concurrency: concurrencies[0] ?? 1, round: 1 })
    return { result, pids: system.pids, last_ms: result.elapsed_ms + result.drain_ms }
  } finally {
    await driver.stop()
    await system.stop()
  }
}

interface Told {
  process: string
  path: string
  result: CellResult
  last_ms: number
}

async function toTables({ process, path, result, last_ms }: Told): Promise<string[]> {
  const toTable = async (title: string, by: typeof toPart) => {
    const costs = await readProfile({ path, last_ms, by })
    const busy_us = costs.reduce((sum, { self_us }) => sum + self_us, 0)
    const rows = costs.slice(0, TOP).map(({ what, self_us }) => {
      return [what, `${((100 * self_us) / busy_us).toFixed(1)} %`, (self_us / result.answers).toFixed(0)]
    })
    return formatTable([title, 'self', 'µs an order'], rows)
  }
  const cpu_us = result.cpu_us[process]?.toFixed(0)
  return [
    await toTable(`${result.cell}: ${process}, ${cpu_us} µs CPU an order`, toFunctionName),
    await toTable('the same by package and folder', toPart),
  ]
}
