import type { Sample } from './load.ts'

/** A line for each phase: how many were asked, how many failed, and how long they took, in ms. */
export function reportPhases(samples: Sample[]): string {
  const phases = [...Map.groupBy(samples, ({ phase }) => phase), ['all', samples] as const]
  const lines = phases.map(([name, asked]) => {
    const failed = asked.filter(({ fault }) => fault !== undefined).length
    const [p50, p99, slowest] = [0.5, 0.99, 1].map((share) => Math.round(quantile(asked, share)))
    return [name.padEnd(32), asked.length, failed, p50, p99, slowest].join('\t')
  })
  return `\n${['phase'.padEnd(32), 'asked', 'failed', 'p50', 'p99', 'max'].join('\t')}\n${lines.join('\n')}\n`
}

/** The time, in ms, that so large a share of them took at most. */
export function quantile(samples: Sample[], share: number): number {
  const times = samples.map(({ ms }) => ms).sort((a, b) => a - b)
  return times[Math.ceil(times.length * share) - 1] ?? 0
}

/** What no client may meet, with its phase: empty when all is well. */
export const readFaults = (samples: Sample[]): string[] =>
  samples.flatMap(({ phase, kind, ms, fault }) => (fault ? [`${phase}: ${kind} ${Math.round(ms)} ms ${fault}`] : []))
