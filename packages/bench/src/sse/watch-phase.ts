import { setTimeout as sleep } from 'node:timers/promises'
import type { TestProcess } from '@tradewind/testkit/process.ts'
import { readMemory_mb } from '../machine/process-usage.ts'
import type { Audience } from './audience.ts'
import type { Heard } from './feed-client.ts'

const PHASE_MS = 15_000
const SAMPLE_MS = 250

export interface Phase {
  name: string
  /** Where the clients are at its end. */
  at: TestProcess
  /** Resident memory there before anyone came. */
  before_mb: number
  begin: () => Promise<void>
}

interface PhaseFigures extends Heard {
  name: string
  before_mb: number
  /** The most that was seen. */
  after_mb: number
}

export const HEADER = ['clients', 'heard', 'lost', 'doubled', 'p50 ms', 'p99 ms', 'max ms', 'MB before', 'MB at most']

/** What clients hear, and what the replica holds of memory meanwhile, seen from outside. */
export async function watchPhase({ name, at, before_mb, begin }: Phase, audience: Audience): Promise<PhaseFigures> {
  audience.take()
  let after_mb = 0
  const sampling = setInterval(() => {
    after_mb = Math.max(after_mb, readMemory_mb(at.pid).resident)
  }, SAMPLE_MS)
  await Promise.all([begin(), sleep(PHASE_MS)])
  clearInterval(sampling)
  return { name, before_mb, after_mb, ...audience.take() }
}

export function toRow({ name, latencies_ms, lost, doubled, before_mb, after_mb }: PhaseFigures): string[] {
  const sorted = Float64Array.from(latencies_ms).sort()
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const counts = [sorted.length, lost, doubled, quantile(0.5), quantile(0.99), quantile(1), before_mb, after_mb]
  return [name, ...counts.map((count) => count.toFixed(0))]
}
