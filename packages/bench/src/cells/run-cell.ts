import type { Load } from '../driver/load.ts'
import { readCpu_us } from '../machine/process-usage.ts'
import type { Counts, System } from '../systems/system.ts'
import { awaitDrain } from './await-drain.ts'
import type { BenchContext } from './bench-context.ts'
import type { Cell, CellResult } from './cell.ts'

const LIST_PATH = '/orders?limit=20'
const WARM_UP_SHARE = 0.2

interface CellRun {
  cell: Cell
  concurrency: number
  round: number
}

/** Warms up, then measures; both until all that they began is done. @throws when it does not come to an end */
export async function runCell(context: BenchContext, run: CellRun): Promise<CellResult> {
  const { driver, systems, seconds } = context
  const { cell, concurrency, round } = run
  const system = systems[cell.system]
  const load = toLoad(context, run)
  await loadAndDrain(context, {
    run,
    load: { ...load, name: `${load.name}-w`, duration_ms: seconds * 1000 * WARM_UP_SHARE },
  })
  const before = await takeSnapshot(system, driver.pid)
  const { result, drained } = await loadAndDrain(context, { run, load })
  const after = await takeSnapshot(system, driver.pid)
  return {
    cell: cell.name,
    concurrency,
    round,
    rate: result.answers / (result.elapsed_ms / 1000),
    ...result,
    ...drained,
    cpu_us: perAnswer(before.cpu_us, after.cpu_us, result.answers),
    counts: countsPerAnswer(before.counts, after.counts, result.answers),
  }
}

function toLoad({ systems, read_paths, seconds }: BenchContext, { cell, concurrency, round }: CellRun): Load {
  const { port, headers } = systems[cell.system]
  const { prefer, ...request } = cell.request
  const paths = { read: read_paths, list: [LIST_PATH] }[cell.name as string] ?? ['/orders']
  return {
    ...request,
    name: `${cell.name}-${concurrency}-${round}`,
    port,
    paths,
    headers: { ...headers, ...(prefer && { prefer }) },
    concurrency,
    duration_ms: seconds * 1000,
  }
}

async function loadAndDrain({ driver, systems }: BenchContext, { run, load }: { run: CellRun; load: Load }) {
  const system = systems[run.cell.system]
  const mails_before = await system.countMails()
  const result = await driver.run(load)
  const drained = await awaitDrain(system, mails_before + result.answers * run.cell.mails)
  return { result, drained }
}

interface Snapshot {
  cpu_us: Record<string, number>
  counts: Record<string, Counts>
}

async function takeSnapshot({ pids, readCounts }: System, driver_pid: number): Promise<Snapshot> {
  const entries = Object.entries({ ...pids, driver: driver_pid }).map(([name, pid]) => [name, readCpu_us(pid)])
  return { cpu_us: Object.fromEntries(entries), counts: await readCounts() }
}

function perAnswer(before: Record<string, number>, after: Record<string, number>, answers: number) {
  return Object.fromEntries(
    Object.keys(after).map((name) => [name, ((after[name] ?? 0) - (before[name] ?? 0)) / answers]),
  )
}

function countsPerAnswer(before: Record<string, Counts>, after: Record<string, Counts>, answers: number) {
  const entries = Object.entries(after).map(([name, { statements, commits }]) => {
    const from = before[name] ?? { statements: 0, commits: 0 }
    return [name, { statements: (statements - from.statements) / answers, commits: (commits - from.commits) / answers }]
  })
  return Object.fromEntries(entries)
}
