import { comparePositions, type Position, type Sort } from './order-query.ts'

/** The head of a sorted list, and how far it is known. */
export interface Stream<Row extends Position> {
  rows: Row[]
  /** All up to here is in `rows`; nothing: to the end. */
  reached?: Position
}

/** One list of several that have no row in common: known as far as the least known of them. */
export function mergeStreams<Row extends Position>(streams: Stream<Row>[], sort: Sort, limit: number): Stream<Row> {
  const compare = comparePositions(sort)
  const reached = streams
    .flatMap((stream) => stream.reached ?? [])
    .sort(compare)
    .at(0)
  const known = streams.flatMap(({ rows }) => rows).sort(compare)
  const rows = reached ? known.filter((row) => compare(row, reached) <= 0) : known
  if (rows.length <= limit) return reached ? { rows, reached } : { rows }
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return last
    ? { rows: kept, reached: { id: last.id, ...(last.value !== undefined && { value: last.value }) } }
    : { rows: kept }
}
