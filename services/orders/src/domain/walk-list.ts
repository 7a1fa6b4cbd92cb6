import { byRarity, type Driver, driversOf } from './list-drivers.ts'
import { mergeStreams, type Stream } from './merge-streams.ts'
import { comparePositions, type OrderFilter, type OrderQuery, type Position, type Sort } from './order-query.ts'

/** A list that was searched further than this for a page is answered as far as it was searched. */
export const MOST_EXAMINED = 1_000

/** A walk along one index, from `after` on. */
export interface Walk {
  driver: Driver
  filter: OrderFilter
  sort: Sort
  after?: Position
  /** Rows that are enough. */
  take: number
}

/** What a store can do: walks that need no sorting, and end after `MOST_EXAMINED`. */
type WalkIndex = (walk: Walk) => Promise<Stream<Position>>

const BY_ID: Sort = { by: 'created_at', direction: 'desc' }

/** The rows of a query's page, and whether it goes on: in bounded time, whatever is asked for. */
export async function walkList(
  query: OrderQuery,
  { walk, gather }: { walk: WalkIndex; gather: WalkIndex },
): Promise<Stream<Position>> {
  const { sort, limit } = query
  const filter = query.filter.words ? { ...query.filter, words: byRarity(query.filter.words) } : query.filter
  let best: Stream<Position> = { rows: [] }
  for (const attempt of attemptsOf({ ...query, filter }, { walk, gather })) {
    const found = await attempt()
    if (!found) continue
    if (!found.reached || found.rows.length > limit) return found
    if (!best.reached || comparePositions(sort)(found.reached, best.reached) > 0) best = found
  }
  return best
}

type Attempt = () => Promise<Stream<Position> | undefined>

/** One more than the page is asked for, so that a full page knows whether there is a next one. */
function attemptsOf(
  { filter, sort, after, limit }: OrderQuery,
  { walk, gather }: { walk: WalkIndex; gather: WalkIndex },
): Attempt[] {
  const asked = { filter, sort, take: limit + 1, ...(after && { after }) }
  const drivers = driversOf(filter)
  if (sort.by === 'created_at') return drivers.map((driver) => () => walk({ ...asked, driver }))
  const along: Attempt = () => walk({ ...asked, driver: 'none' })
  const [driver = 'none'] = drivers
  if (driver === 'none') return [along]
  const few: Attempt = async () =>
    sortFew(await gather({ ...asked, driver }), { filter, sort, limit, ...(after && { after }) })
  return driver === 'axes' ? [along, few] : [few, along]
}

/** No index holds every filter in the order of totals: where a filter leaves few, they are put in order here. */
function sortFew(
  { rows, reached }: Stream<Position>,
  { sort, after, limit }: OrderQuery,
): Stream<Position> | undefined {
  if (reached) return undefined
  const compare = comparePositions(sort)
  const behind = after ? rows.filter((row) => compare(row, after) > 0) : rows
  return mergeStreams([{ rows: behind }], sort, limit + 1)
}

/** Walks for `gather`: from the newest on, all there are, if they are not too many. */
export const toGathering = (walk: Walk): Walk => {
  const { after: _, ...rest } = walk
  return { ...rest, sort: BY_ID, take: MOST_EXAMINED }
}

/** The rows of the page itself, and where the list goes on. */
export function toPage({ rows, reached }: Stream<Position>, limit: number): { ids: string[]; next?: Position } {
  const ids = rows.slice(0, limit).map(({ id }) => id)
  const next = rows.length > limit ? rows[limit - 1] : reached
  return next ? { ids, next } : { ids }
}

/** The walk that counts: all there are, if they are not more than `MOST_EXAMINED`. */
export const toCounting = (filter: OrderFilter): Walk => ({
  driver: driversOf(filter)[0] ?? 'none',
  filter,
  sort: BY_ID,
  take: MOST_EXAMINED,
})
