const PER_MS = 1000
const PER_S = 1_000_000

/**
 * Positions in time: microseconds since 1970, each larger than the one before, also when the clock steps back or
 * a restart falls into the same millisecond.
 */
export function createPositions({ now, last }: { now: () => number; last: number }): () => number {
  let newest = last
  return () => {
    newest = Math.max(newest + 1, now() * PER_MS)
    return newest
  }
}

/** The `created` of what stands at a position, in seconds since 1970. */
export function toCreated(position: number): number {
  return Math.floor(position / PER_S)
}

/** The first position of a second. */
export function fromCreated(created: number): number {
  return created * PER_S
}
