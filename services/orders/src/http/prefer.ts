const LONGEST_WAIT_S = 10

/** `Prefer` (RFC 7240) as milliseconds to wait for the outcome: `respond-async` alone 0, `wait=N` N s, else `otherwise_ms`. */
export function readWait_ms(prefer: string | string[] | undefined, otherwise_ms = LONGEST_WAIT_S * 1000): number {
  const preferences = [prefer ?? ''].flat().join(',').toLowerCase()
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?/.exec(preferences)
  if (wait) return Math.min(Number(wait[1]), LONGEST_WAIT_S) * 1000
  return /(?:^|[,;\s])respond-async\b/.test(preferences) ? 0 : otherwise_ms
}
