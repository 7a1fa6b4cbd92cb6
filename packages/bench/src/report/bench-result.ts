import { cpus } from 'node:os'
import type { BenchOptions } from '../options.ts'
import type { Measured } from '../run-bench.ts'

/** What is kept of a run. */
export interface BenchResult extends Measured {
  /** RFC 3339. */
  at: string
  databases: BenchOptions['databases']
  machine: { node: string; cpu: string; cores: number }
  options: BenchOptions
}

export function toBenchResult(options: BenchOptions, measured: Measured): BenchResult {
  const cores = cpus()
  const machine = { node: process.versions.node, cpu: cores[0]?.model ?? 'unknown', cores: cores.length }
  return { at: new Date().toISOString(), databases: options.databases, machine, options, ...measured }
}
