import { type Aim, judge } from './aims.ts'
import type { BenchResult } from './bench-result.ts'
import { formatTable } from './format-table.ts'
import { type Row, summarize } from './summarize.ts'

const PROCESSES = ['orders', 'payments', 'email', 'sandbox', 'driver']
const HEADER = ['', 'clients', '/s', 'p50 ms', 'p99 ms', 'drain /s', ...PROCESSES, 'statements', 'commits']

/** The whole result to read: what it ran on, all cells, the aims, start and memory. */
export function toMarkdown({ at, databases, machine, options, cells, start_up }: BenchResult): string {
  const rows = summarize(cells)
  const { node, cpu, cores } = machine
  return [
    `${at.slice(0, 10)}, ${databases} databases, Node ${node}, ${cores} × ${cpu}; ${options.rounds} rounds of ${options.seconds} s a cell, medians.`,
    'Per process: CPU µs for one answer, all work behind it included; statements and commits in all three databases together.',
    formatTable(HEADER, rows.map(toCells)),
    'Beside the aims:',
    formatTable(['', 'aim', 'reached', 'met'], judge(cells, start_up).map(toAimCells)),
    'Memory 3 s after the start, MB:',
    formatTable(['', 'resident', 'of it its own'], toMemoryCells(start_up.memory_mb)),
  ].join('\n\n')
}

function toCells({ cell, concurrency, rate, p50_ms, p99_ms, drain_rate, cpu_us, statements, commits }: Row): string[] {
  const cpu = PROCESSES.map((name) => (cpu_us[name] === undefined ? '' : cpu_us[name].toFixed(0)))
  const times = [p50_ms.toFixed(1), p99_ms.toFixed(1), drain_rate === 0 ? '' : drain_rate.toFixed(0)]
  return [cell, String(concurrency), rate.toFixed(0), ...times, ...cpu, statements.toFixed(1), commits.toFixed(1)]
}

const toAimCells = ({ what, aim, reached, met }: Aim): string[] => [what, aim, reached, met ? 'yes' : 'no']

const toMemoryCells = (memory: BenchResult['start_up']['memory_mb']): string[][] =>
  Object.entries(memory).map(([name, { resident, anonymous }]) => [name, resident.toFixed(0), anonymous.toFixed(0)])
