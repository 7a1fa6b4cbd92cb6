const LONGEST_WAIT_S = 10

/** `Prefer` (RFC 7240) as milliseconds to wait for the outcome: `respond-async` alone 0, `wait=N` N s, else 10 s. */
export function readWait_ms(prefer: string | string[] | undefined): number {
  const preferences = [prefer ?? ''].flat().join(',').toLowerCase()
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?/.exec(preferences)
  if (wait) return Math.min(Number(wait[1]), LONGEST_WAIT_S) * 1000
  return /(?:^|[,;\s])respond-async\b/.test(preferences) ? 0 : LONGEST_WAIT_S * 1000
}
