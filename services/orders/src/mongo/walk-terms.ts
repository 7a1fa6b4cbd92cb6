import type { Collection } from 'mongodb'
import { idRangeOf } from '../domain/id-range.ts'
import { restOf } from '../domain/list-drivers.ts'
import type { Stream } from '../domain/merge-streams.ts'
import type { Position, Sort } from '../domain/order-query.ts'
import { MOST_EXAMINED, type Walk } from '../domain/walk-list.ts'
import { toQuery } from './filter-query.ts'
import { toPosition, type Walker } from './walk-index.ts'

/** One term of one order, `term id`: a collection that is its own index, sorted by id within each term. */
export interface OrderTerm {
  _id: string
}

interface TermWalk {
  walk: Walk
  value: Sort['by'] | undefined
}

export const toTermId = (term: string, id: string): string => `${term} ${id}`

/** Sorts behind every id. */
const END = '~'
/** Most find a page among the first; the others are looked for in larger steps. */
const STEPS = [40, 160, MOST_EXAMINED - 200]

/** Walks the orders that have the first word. */
export async function walkTerms(
  walker: Walker & { terms: Collection<OrderTerm> },
  asked: TermWalk,
): Promise<Stream<Position>> {
  const { walk } = asked
  const rest = toQuery(restOf(walk.filter, 'words'), walk.sort)
  const plain = Object.keys(rest).length === 0
  const rows: Position[] = []
  let reached: Position | undefined
  for (const step of plain ? [walk.take] : STEPS) {
    const ids = await findIds(walker.terms, { ...walk, ...(reached && { after: reached }) }, step)
    const found = plain && !asked.value ? ids.map((id) => ({ id })) : await check(walker, { ids, rest, asked })
    rows.push(...found)
    if (ids.length < step) return rows.length > walk.take ? cut(rows, walk.take) : { rows }
    reached = { id: ids.at(-1) ?? '' }
    if (rows.length >= walk.take) return cut(rows, walk.take)
  }
  return reached ? { rows, reached } : { rows }
}

function cut(found: Position[], take: number): Stream<Position> {
  const rows = found.slice(0, take)
  const reached = rows.at(-1)
  return reached ? { rows, reached: { id: reached.id } } : { rows }
}

async function findIds(terms: Collection<OrderTerm>, { filter, sort, after }: Walk, limit: number): Promise<string[]> {
  const term = filter.words?.[0] ?? ''
  const { lower, upper } = idRangeOf({ filter, sort, ...(after && { after }) })
  const found = await terms
    .find({
      _id: {
        [lower?.inclusive === false ? '$gt' : '$gte']: toTermId(term, lower?.id ?? ''),
        [upper?.inclusive ? '$lte' : '$lt']: toTermId(term, upper?.id ?? END),
      },
    })
    .sort({ _id: sort.direction === 'asc' ? 1 : -1 })
    .limit(limit)
    .toArray()
  return found.map(({ _id }) => _id.slice(term.length + 1))
}

/** Those of the ids that fit besides, in the same order. */
async function check(
  { orders }: Walker,
  { ids, rest, asked: { value, walk } }: { ids: string[]; rest: ReturnType<typeof toQuery>; asked: TermWalk },
): Promise<Position[]> {
  const projection = { _id: 1, total: 1, number: 1 }
  const found = await orders.find({ $and: [{ _id: { $in: ids } }, rest] }, { projection, hint: '_id_' }).toArray()
  const positions = new Map(found.map((order) => [order._id, toPosition(order, value ?? walk.sort.by)]))
  return ids.flatMap((id) => positions.get(id) ?? [])
}
