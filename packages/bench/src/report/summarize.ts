import type { Cell, CellResult } from '../cells/cell.ts'

/** A cell over all rounds: medians, but failures are added up. */
export interface Row {
  cell: Cell['name']
  concurrency: number
  rate: number
  p50_ms: number
  p99_ms: number
  failures: number
  drain_rate: number
  cpu_us: Record<string, number>
  /** In all databases together, per answer. */
  statements: number
  commits: number
}

/** In the order in which they were first measured. */
export function summarize(results: CellResult[]): Row[] {
  const groups = Map.groupBy(results, ({ cell, concurrency }) => `${cell} ${concurrency}`)
  return [...groups.values()].map(toRow)
}

function toRow(results: CellResult[]): Row {
  const of = (read: (result: CellResult) => number) => median(results.map(read))
  const [{ cell, concurrency, cpu_us }] = results as [CellResult]
  return {
    cell,
    concurrency,
    rate: of(({ rate }) => rate),
    p50_ms: of(({ p50_ms }) => p50_ms),
    p99_ms: of(({ p99_ms }) => p99_ms),
    failures: results.reduce((sum, { failures }) => sum + failures, 0),
    drain_rate: of(({ drain_rate }) => drain_rate),
    cpu_us: Object.fromEntries(Object.keys(cpu_us).map((name) => [name, of((result) => result.cpu_us[name] ?? 0)])),
    statements: of(({ counts }) => sum(Object.values(counts).map(({ statements }) => statements))),
    commits: of(({ counts }) => sum(Object.values(counts).map(({ commits }) => commits))),
  }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = 0, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)
  return (low + high) / 2
}
