import type { Collection, Document, Filter, WithId } from 'mongodb'
import type { Stream } from '../domain/merge-streams.ts'
import type { Position, Sort } from '../domain/order-query.ts'
import { MOST_EXAMINED } from '../domain/walk-list.ts'
import { hintOf, type ListIndex, sortAlong } from './list-indexes.ts'
import type { OrderDocument } from './order-document.ts'

/** An entry of an index to walk from, and what else must hold. */
export interface IndexWalk {
  index: ListIndex
  entry: Filter<OrderDocument>
  rest: Filter<OrderDocument>
  sort: Sort
  take: number
}

export interface Walker {
  orders: Collection<OrderDocument>
  /** Gets each order that was met whole; without it only what is sorted by is read. */
  met?: (order: WithId<OrderDocument>) => void
}

const LEAN = { _id: 1, total: 1, number: 1 }

/** Walks one entry of an index in its own order: nothing is sorted, and no more than `MOST_EXAMINED` are looked at. */
export async function walkIndex(walker: Walker, walk: IndexWalk, value = walk.sort.by): Promise<Stream<Position>> {
  const { take, rest } = walk
  const plain = Object.keys(rest).length === 0
  const found = plain ? await findPlain(walker, walk) : await findChecked(walker, walk)
  for (const order of found) walker.met?.(order)
  const rows = found.map((order) => toPosition(order, value))
  const last = rows.length < take && !plain ? await findLast(walker, walk) : undefined
  const reached = rows.length >= take ? rows.at(-1) : last && toPosition(last, value)
  return reached ? { rows, reached } : { rows }
}

const findPlain = ({ orders, met }: Walker, { index, entry, sort, take }: IndexWalk) =>
  orders
    .find(entry, { hint: hintOf(index), ...(met ? {} : { projection: LEAN }) })
    .sort(sortAlong(index, sort.direction))
    .limit(take)
    .toArray()

const findChecked = ({ orders, met }: Walker, { index, entry, rest, sort, take }: IndexWalk) => {
  const steps: Document[] = [
    { $match: entry },
    { $sort: sortAlong(index, sort.direction) },
    { $limit: MOST_EXAMINED },
    { $match: rest },
    { $limit: take },
    ...(met ? [] : [{ $project: LEAN }]),
  ]
  return orders.aggregate<WithId<OrderDocument>>(steps, { hint: hintOf(index) }).toArray()
}

/** The last one that was looked at, unless the index ended before. */
const findLast = ({ orders }: Walker, { index, entry, sort }: IndexWalk) =>
  orders
    .find(entry, { hint: hintOf(index), projection: LEAN })
    .sort(sortAlong(index, sort.direction))
    .skip(MOST_EXAMINED - 1)
    .limit(1)
    .next()

export const toPosition = ({ _id, total, number }: WithId<OrderDocument>, by: Sort['by']): Position =>
  by === 'created_at' ? { id: _id } : { id: _id, value: by === 'total' ? total : number }
