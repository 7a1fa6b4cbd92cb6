import type { SQLInputValue } from 'node:sqlite'
import { AXES, type OrderFilter, type Sort } from '../domain/order-query.ts'

/** A condition and its parameters. */
export interface Part {
  sql: string
  params: SQLInputValue[]
}

const COLUMN_FILTERS = ['number', 'external_reference', 'customer_id', 'email'] as const

/** What is left of a filter as conditions on a row `o`; a walk by id keeps to its ids by itself. */
export function restToSql(rest: OrderFilter, sort: Sort): Part[] {
  const axes = AXES.flatMap((axis) => anyOf(axis, rest[axis]))
  const columns = COLUMN_FILTERS.flatMap((name) => compare(`o.${name} = ?`, rest[name]))
  const words = (rest.words ?? []).map((word) => ({
    sql: 'EXISTS (SELECT 1 FROM order_terms WHERE term = ? AND id = o.id)',
    params: [word],
  }))
  if (sort.by === 'created_at') return [...axes, ...columns, ...words]
  return [...axes, ...columns, ...words, ...compare('o.id >= ?', rest.from_id), ...compare('o.id < ?', rest.before_id)]
}

function anyOf(column: string, values: string[] | undefined): Part[] {
  if (!values) return []
  return [{ sql: `o.${column} IN (${values.map(() => '?').join(', ')})`, params: values }]
}

const compare = (sql: string, value: string | number | undefined): Part[] =>
  value === undefined ? [] : [{ sql, params: [value] }]
