import type { SQLInputValue } from 'node:sqlite'
import type { Statements } from '@tradewind/sql/statements.ts'
import { idRangeOf } from '../domain/id-range.ts'
import { restOf } from '../domain/list-drivers.ts'
import { mergeStreams, type Stream } from '../domain/merge-streams.ts'
import type { Position, Sort } from '../domain/order-query.ts'
import { MOST_EXAMINED, type Walk } from '../domain/walk-list.ts'
import { type Part, restToSql } from './filter-sql.ts'
import { entriesOf, type IndexEntry } from './index-entries.ts'

interface Asked {
  walk: Walk & { until?: Position }
  /** The column that comes with each id. */
  value?: 'total' | 'number'
}

/** Walks every entry of the driver's index that the filter means, in turn: each bounded by what the ones before found. */
export function walkOrders(statements: Statements, { walk, value }: Asked): Stream<Position> {
  let merged: Stream<Position> = { rows: [] }
  for (const entry of entriesOf(walk)) {
    const until = merged.reached && { until: merged.reached }
    const found = walkEntry(statements, { walk: { ...walk, ...until }, entry, ...(value && { value }) })
    merged = mergeStreams([merged, found], walk.sort, walk.take)
  }
  return merged
}

function walkEntry(statements: Statements, { walk, entry, value }: Asked & { entry: IndexEntry }): Stream<Position> {
  const { inner, outer, plain, params, rest_params } = toSql({ walk, entry, ...(value && { value }) })
  const enough = plain ? walk.take : MOST_EXAMINED
  const rows = statements.all<Position>(`${outer(inner)} LIMIT ${walk.take}`, [...params, enough, ...rest_params])
  if (rows.length >= walk.take) return withReached(rows, rows.at(-1))
  if (plain) return { rows }
  const last = statements.get<Position>(`${inner} OFFSET ${MOST_EXAMINED - 1}`, [...params, 1])
  return withReached(rows, last)
}

/** The walk reads the index alone; only what must be checked besides is read from the orders it leads to. */
function toSql({
  walk: { driver, filter, sort, ...walk },
  entry: { from, equals },
  value,
}: Asked & { entry: IndexEntry }) {
  const rest = joinParts(restToSql(restOf(filter, driver), sort))
  const range = sort.by === 'created_at' ? toIdRange({ filter, sort, ...walk }) : toValueRange(sort, walk.after)
  const index = joinParts([equals, ...range])
  const columns = sort.by === 'created_at' ? 'id' : `id, ${sort.by} AS value`
  const inner = `SELECT ${columns} FROM ${from}${where(index)} ORDER BY ${orderOf(sort)} LIMIT ?`
  const plain = rest.conditions.length === 0
  const shown = value ? `walked.id, o.${value} AS value` : 'walked.*'
  const outer = (walked: string) =>
    plain && !value
      ? `SELECT * FROM (${walked})`
      : `SELECT ${shown} FROM (${walked}) AS walked CROSS JOIN orders AS o ON o.id = walked.id${where(rest)}`
  return { inner, outer, plain, params: index.params, rest_params: rest.params }
}

const withReached = (rows: Position[], reached: Position | undefined) => (reached ? { rows, reached } : { rows })

function toIdRange(bounds: Parameters<typeof idRangeOf>[0]): Part[] {
  const { lower, upper } = idRangeOf(bounds)
  const parts: Part[] = []
  if (lower) parts.push({ sql: `id ${lower.inclusive ? '>=' : '>'} ?`, params: [lower.id] })
  if (upper) parts.push({ sql: `id ${upper.inclusive ? '<=' : '<'} ?`, params: [upper.id] })
  return parts
}

function toValueRange({ by, direction }: Sort, after: Position | undefined): Part[] {
  if (!after) return []
  return [{ sql: `(${by}, id) ${direction === 'asc' ? '>' : '<'} (?, ?)`, params: [after.value ?? 0, after.id] }]
}

const orderOf = ({ by, direction }: Sort) =>
  by === 'created_at' ? `id ${direction}` : `${by} ${direction}, id ${direction}`

function joinParts(parts: Part[]): { conditions: string[]; params: SQLInputValue[] } {
  const given = parts.filter(({ sql }) => sql !== '')
  return { conditions: given.map(({ sql }) => sql), params: given.flatMap(({ params }) => params) }
}

const where = ({ conditions }: { conditions: string[] }) =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
