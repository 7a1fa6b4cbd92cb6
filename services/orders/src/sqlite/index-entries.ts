import { axisProducts } from '../domain/axis-products.ts'
import { AXES } from '../domain/order-query.ts'
import type { Walk } from '../domain/walk-list.ts'
import type { Part } from './filter-sql.ts'

/** Where in which index a walk begins. */
export interface IndexEntry {
  from: string
  equals: Part
}

const WHOLE: Part = { sql: '', params: [] }

/**
 * The entries that hold, each sorted, what the walk's driver means. One index serves the three axes in any combination:
 * where some are open there is an entry for each of their values, at most 270.
 */
export function entriesOf({ driver, filter, sort }: Walk): IndexEntry[] {
  switch (driver) {
    case 'number':
    case 'external_reference':
    case 'customer_id':
    case 'email':
      return [
        {
          from: `orders INDEXED BY orders_by_${driver}`,
          equals: { sql: `${driver} = ?`, params: [filter[driver] ?? null] },
        },
      ]
    case 'words':
      return [{ from: 'order_terms', equals: { sql: 'term = ?', params: [filter.words?.[0] ?? null] } }]
    case 'axes':
      return axisProducts(filter).map((values) => ({
        from: 'orders INDEXED BY orders_by_state',
        equals: {
          sql: AXES.map((axis) => `${axis} = ?`).join(' AND '),
          params: AXES.map((axis) => values[axis] ?? null),
        },
      }))
    case 'none':
      return [{ from: sort.by === 'created_at' ? 'orders' : `orders INDEXED BY orders_by_${sort.by}`, equals: WHOLE }]
    default:
      return driver satisfies never
  }
}
