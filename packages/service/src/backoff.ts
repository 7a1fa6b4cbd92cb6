/** The step for a first, second, … attempt (the last one repeats), ±20 %, times `scale`; milliseconds. */
export function backoff_ms(steps_s: readonly number[], attempt: number, random: () => number, scale = 1): number {
  const step_s = steps_s[Math.min(attempt, steps_s.length) - 1] ?? steps_s[0] ?? 1
  return Math.round(step_s * 1000 * scale * (0.8 + 0.4 * random()))
}
