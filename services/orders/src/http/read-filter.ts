import { lowestIdAt } from '@tradewind/service/ids.ts'
import { type Static, Type } from 'typebox'
import { AXES, type OrderFilter, type Sort, toEmailKey } from '../domain/order-query.ts'
import { toWords } from '../domain/search-terms.ts'
import { FILTERS } from './list-schemas.ts'

const Filters = Type.Object(FILTERS)
type Filters = Static<typeof Filters>

/** The query's filters as the store takes them. A search of nothing but punctuation finds nothing. */
export function readFilter(query: Filters): OrderFilter {
  const { customer_id, number, external_reference, email, q, 'created_at[gte]': from, 'created_at[lt]': before } = query
  return {
    ...Object.fromEntries(AXES.flatMap((axis) => (query[axis] ? [[axis, splitValues(query[axis])]] : []))),
    ...(customer_id !== undefined && { customer_id }),
    ...(number !== undefined && { number }),
    ...(external_reference !== undefined && { external_reference }),
    ...(email !== undefined && { email: toEmailKey(email) }),
    ...(q !== undefined && { words: wordsOf(q) }),
    ...(from !== undefined && { from_id: lowestOrderId(from) }),
    ...(before !== undefined && { before_id: lowestOrderId(before) }),
  }
}

/** Ids know whole milliseconds: within one, what is asked for begins with the next. */
const lowestOrderId = (time: string): string => lowestIdAt('ord', Math.max(0, Math.ceil(Date.parse(time))))

export const readSort = (sort: string): Sort => ({
  by: sort.replace('-', '') as Sort['by'],
  direction: sort.startsWith('-') ? 'desc' : 'asc',
})

const splitValues = (values: string[]): string[] => [...new Set(values.flatMap((value) => value.split(',')))]

function wordsOf(q: string): string[] {
  const words = toWords(q)
  return words.length === 0 ? [q] : words
}
