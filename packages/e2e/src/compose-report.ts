import type { Sample } from './compose-load.ts'

/** A line for each phase: how many were asked, how many failed, and how long they took, in ms. */
export function reportPhases(samples: Sample[]): string {
  const phases = [...Map.groupBy(samples, ({ phase }) => phase), ['all', samples] as const]
  const lines = phases.map(([name, asked]) => {
    const times = asked.map(({ ms }) => ms).sort((a, b) => a - b)
    const at = (share: number) => Math.round(times[Math.ceil(times.length * share) - 1] ?? 0)
    const failed = asked.filter(({ fault }) => fault !== undefined).length
    return [name.padEnd(32), asked.length, failed, at(0.5), at(0.99), at(1)].join('\t')
  })
  return `\n${['phase'.padEnd(32), 'asked', 'failed', 'p50', 'p99', 'max'].join('\t')}\n${lines.join('\n')}\n`
}
