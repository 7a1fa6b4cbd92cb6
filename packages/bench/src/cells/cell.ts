import type { Load, LoadResult } from '../driver/load.ts'
import type { Counts, SystemName } from '../systems/system.ts'

/** One thing that is measured, at several concurrencies. */
export interface Cell {
  name: 'floor' | 'accept' | 'chain' | 'full' | 'accept_paid' | 'read' | 'list'
  system: SystemName
  /** Of each answer: the load is over when they are delivered. */
  mails: 0 | 1
  request: Pick<Load, 'method' | 'body' | 'expect'> & { prefer?: string }
}

/** A cell measured once. */
export interface CellResult extends LoadResult {
  cell: Cell['name']
  concurrency: number
  round: number
  rate: number
  /** From the last answer until the last mail is delivered and nothing is left to do. */
  drain_ms: number
  /** What was left to deliver at the last answer, and how many of those were delivered per second. */
  backlog: number
  drain_rate: number
  /** Of all that ran for it, drain included, by process; per answer. */
  cpu_us: Record<string, number>
  /** By service; per answer. */
  counts: Record<string, Counts>
}
