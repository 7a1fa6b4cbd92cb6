import type { Filter } from 'mongodb'
import type { IdRange } from '../domain/id-range.ts'
import { AXES, type OrderFilter, type Sort } from '../domain/order-query.ts'
import type { OrderDocument } from './order-document.ts'

/** What is left of a filter as a query; a walk by id keeps to its ids by itself. */
export function toQuery(rest: OrderFilter, sort: Sort): Filter<OrderDocument> {
  const { number, external_reference, customer_id, email, words, from_id, before_id } = rest
  const range =
    sort.by === 'created_at' ? {} : { ...(from_id && { $gte: from_id }), ...(before_id && { $lt: before_id }) }
  return {
    ...Object.fromEntries(AXES.flatMap((axis) => (rest[axis] ? [[axis, { $in: rest[axis] }]] : []))),
    ...(number !== undefined && { number }),
    ...(external_reference !== undefined && { external_reference }),
    ...(customer_id !== undefined && { 'customer.id': customer_id }),
    ...(email !== undefined && { email_key: email }),
    ...(words && { search_terms: { $all: words } }),
    ...(Object.keys(range).length > 0 && { _id: range }),
  }
}

/** Ids within a range; `toKey` says how the collection spells them. */
export function toIdQuery(
  { lower, upper }: IdRange,
  toKey: (id: string) => string = (id) => id,
): { _id?: Record<string, string> } {
  if (!lower && !upper) return {}
  return {
    _id: {
      ...(lower && { [lower.inclusive ? '$gte' : '$gt']: toKey(lower.id) }),
      ...(upper && { [upper.inclusive ? '$lte' : '$lt']: toKey(upper.id) }),
    },
  }
}
