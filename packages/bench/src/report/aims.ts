import type { CellResult } from '../cells/cell.ts'
import type { StartUp } from '../start-up/start-up.ts'
import { median, summarize } from './summarize.ts'

export interface Aim {
  what: string
  aim: string
  reached: string
  met: boolean
}

const SERVICES = ['orders', 'payments', 'email']
const MB_LIMIT = 90
const READY_LIMIT_MS = 2_000

/** What issue 3 asks for beside what was reached. */
export function judge(cells: CellResult[], start_up: StartUp): Aim[] {
  const paid = summarize(cells).filter(({ cell }) => cell === 'full')
  const failures = cells.reduce((sum, cell) => sum + cell.failures, 0)
  return [
    ...judgeRatios(cells, { ours: 'accept', bare: 'floor', least: 0.7 }),
    ...judgeRatios(cells, { ours: 'full', bare: 'chain', least: 0.5 }),
    judgeMost('statements per paid order', Math.max(...paid.map(({ statements }) => statements)), 18),
    judgeMost('durable commits per paid order', Math.max(...paid.map(({ commits }) => commits)), 9),
    ...SERVICES.map((name) =>
      judgeMost(`idle memory of ${name}, MB`, start_up.memory_mb[name]?.resident ?? 0, MB_LIMIT),
    ),
    judgeMost('first start ready, ms', median(start_up.first_ms), READY_LIMIT_MS),
    judgeMost('second start ready, ms', median(start_up.second_ms), READY_LIMIT_MS),
    judgeMost('wrong answers', failures, 0),
  ]
}

interface Ratio {
  ours: CellResult['cell']
  bare: CellResult['cell']
  least: number
}

/** By the clock, and by the CPU both took: that hardly minds who else uses the machine. */
function judgeRatios(cells: CellResult[], { ours, bare, least }: Ratio): Aim[] {
  const concurrencies = [...new Set(cells.map(({ concurrency }) => concurrency))]
  return concurrencies.flatMap((concurrency) => {
    const pairs = pairUp(
      cells.filter((cell) => cell.concurrency === concurrency),
      { ours, bare },
    )
    const aim = `≥ ${least}`
    const toAim = (what: string, ratio: number): Aim => ({ what, aim, reached: ratio.toFixed(2), met: ratio >= least })
    return [
      toAim(`${ours} / ${bare} at ${concurrency}`, median(pairs.map((pair) => pair.ours.rate / pair.bare.rate))),
      toAim(`… by CPU: ${bare} / ${ours}`, median(pairs.map((pair) => toCpu(pair.bare) / toCpu(pair.ours)))),
    ]
  })
}

/** Of the same round, measured right after each other. */
function pairUp(cells: CellResult[], { ours, bare }: Pick<Ratio, 'ours' | 'bare'>) {
  const find = (name: string, round: number) => cells.find((cell) => cell.cell === name && cell.round === round)
  return cells.flatMap(({ round, cell }) => {
    const pair = { ours: find(ours, round), bare: find(bare, round) }
    return cell === ours && pair.ours && pair.bare ? [{ ours: pair.ours, bare: pair.bare }] : []
  })
}

const toCpu = ({ cpu_us: { driver: _driver, ...ours } }: CellResult): number =>
  Object.values(ours).reduce((sum, value) => sum + value, 0)

function judgeMost(what: string, value: number, most: number): Aim {
  const reached = value < 100 ? String(Math.round(value * 10) / 10) : value.toFixed(0)
  return { what, aim: `≤ ${most}`, reached, met: value <= most }
}
