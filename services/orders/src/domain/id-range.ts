import type { OrderFilter, Position, Sort } from './order-query.ts'

interface Bound {
  id: string
  inclusive: boolean
}

/** Between which ids a walk by id stays. */
export interface IdRange {
  lower?: Bound
  upper?: Bound
}

interface Bounded {
  filter: OrderFilter
  sort: Sort
  after?: Position
  /** No row behind it is wanted. */
  until?: Position
}

/** The tightest of all bounds: an index is entered at one only. */
export function idRangeOf({ filter: { from_id, before_id }, sort, after, until }: Bounded): IdRange {
  const ascending = sort.direction === 'asc'
  const behind = after && { id: after.id, inclusive: false }
  const upto = until && { id: until.id, inclusive: true }
  const lower = tightest(
    [from_id === undefined ? undefined : { id: from_id, inclusive: true }, ascending ? behind : upto],
    1,
  )
  const upper = tightest(
    [before_id === undefined ? undefined : { id: before_id, inclusive: false }, ascending ? upto : behind],
    -1,
  )
  return { ...(lower && { lower }), ...(upper && { upper }) }
}

function tightest(bounds: (Bound | undefined)[], sign: 1 | -1): Bound | undefined {
  return bounds
    .filter((bound) => bound !== undefined)
    .sort((a, b) => (a.id === b.id ? Number(a.inclusive) - Number(b.inclusive) : sign * (a.id < b.id ? 1 : -1)))
    .at(0)
}
