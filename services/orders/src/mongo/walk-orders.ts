import type { Collection } from 'mongodb'
import { axisProducts } from '../domain/axis-products.ts'
import { idRangeOf } from '../domain/id-range.ts'
import { restOf } from '../domain/list-drivers.ts'
import { mergeStreams, type Stream } from '../domain/merge-streams.ts'
import { AXES, type Axis, type OrderFilter, type Position, type Sort } from '../domain/order-query.ts'
import type { Walk } from '../domain/walk-list.ts'
import { toIdQuery, toQuery } from './filter-query.ts'
import type { ListIndex } from './list-indexes.ts'
import { type IndexWalk, type Walker, walkIndex } from './walk-index.ts'
import { type OrderTerm, walkTerms } from './walk-terms.ts'

export interface OrderWalker extends Walker {
  terms: Collection<OrderTerm>
}

interface Asked {
  walk: Walk
  /** What comes with each id, where it is not what is sorted by. */
  value?: Sort['by'] | undefined
}

/** Walks what the driver means along indexes that hold it sorted; several entries are walked at once. */
export async function walkOrders(walker: OrderWalker, { walk, value }: Asked): Promise<Stream<Position>> {
  const { driver, filter, sort } = walk
  switch (driver) {
    case 'number':
    case 'external_reference':
    case 'customer_id':
    case 'email':
      return walkEach(walker, {
        walk,
        value,
        index: `orders_by_${driver}`,
        entries: [toQuery({ [driver]: filter[driver] }, sort)],
      })
    case 'words':
      return walkTerms(walker, { walk, value })
    case 'axes':
      return walkAxes(walker, { walk, value })
    case 'none':
      return sort.by === 'created_at'
        ? walkEach(walker, { walk, value, index: 'orders_by_id', entries: [{}] })
        : walkValues(walker, walk)
    default:
      return driver satisfies never
  }
}

interface Entries extends Pick<Asked, 'walk'> {
  value: Sort['by'] | undefined
  index: ListIndex
  entries: IndexWalk['entry'][]
  /** Where it is not all that the driver leaves. */
  rest?: OrderFilter
}

async function walkEach(
  walker: Walker,
  { walk, value, index, entries, rest = restOf(walk.filter, walk.driver) }: Entries,
): Promise<Stream<Position>> {
  const { sort, take } = walk
  const range = toIdQuery(idRangeOf(walk))
  const checked = toQuery(rest, sort)
  const streams = entries.map((entry) =>
    walkIndex(walker, { index, entry: { ...entry, ...range }, rest: checked, sort, take }, value),
  )
  return mergeStreams(await Promise.all(streams), sort, take)
}

/** What most orders of a shop that has been open for a while are. */
const COMMON: Record<Axis, string> = {
  status: 'completed',
  payment_status: 'captured',
  fulfillment_status: 'delivered',
}
const MOST_ENTRIES = 54

/**
 * One axis has an index of its own. Several are looked for along the one whose values should be rare, or, where that
 * meets too few, in every state that fits.
 */
async function walkAxes(walker: Walker, asked: Pick<Entries, 'walk' | 'value'>): Promise<Stream<Position>> {
  const { walk } = asked
  const { filter, take } = walk
  const given = AXES.filter((axis) => filter[axis])
  if (given.length < AXES.length) {
    const axis = given.find((one) => !filter[one]?.includes(COMMON[one])) ?? given[0] ?? 'status'
    const { [axis]: _, ...rest } = filter
    const found = await walkEach(walker, {
      ...asked,
      index: `orders_by_${axis}`,
      entries: toEntries(axisProducts(filter, [axis])),
      rest,
    })
    if (!found.reached || found.rows.length >= take) return found
  }
  const entries = toEntries(axisProducts(filter))
  return walkEach(walker, { ...asked, index: 'orders_by_state', entries: entries.slice(0, MOST_ENTRIES) })
}

const toEntries = (products: Partial<Record<Axis, string>>[]): IndexWalk['entry'][] =>
  products.map((product) => product as IndexWalk['entry'])

/** Right behind a place: those with the same value and a later id, then those with a later value. */
async function walkValues(walker: Walker, { filter, sort, after, take }: Walk): Promise<Stream<Position>> {
  const { by, direction } = sort
  if (by === 'created_at') throw new Error('ids are their own value')
  const index: ListIndex = `orders_by_${by}`
  const rest = toQuery(filter, sort)
  const beyond = direction === 'asc' ? '$gt' : '$lt'
  const entries: IndexWalk['entry'][] = after
    ? [{ [by]: after.value ?? 0, _id: { [beyond]: after.id } }, { [by]: { [beyond]: after.value ?? 0 } }]
    : [{}]
  const streams = entries.map((entry) => walkIndex(walker, { index, entry, rest, sort, take }))
  return mergeStreams(await Promise.all(streams), sort, take)
}
