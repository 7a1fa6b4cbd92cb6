import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { OrderFilter, OrderQuery, Position } from '../domain/order-query.ts'
import { toCounting, toGathering, toPage, type Walk, walkList } from '../domain/walk-list.ts'
import type { OrderCount } from '../store-deps.ts'
import { indexTerms } from './index-terms.ts'
import { walkOrders } from './walk-orders.ts'

/** The ids of a page in their order. */
export async function listIds(file: SqliteFile, query: OrderQuery): Promise<{ ids: string[]; next?: Position }> {
  await finishTerms(file, query.filter)
  const { sort, limit } = query
  const walk = async (asked: Walk) => walkOrders(file.read, { walk: asked })
  const gather = async (asked: Walk) =>
    walkOrders(file.read, { walk: toGathering(asked), ...(sort.by !== 'created_at' && { value: sort.by }) })
  return toPage(await walkList(query, { walk, gather }), limit)
}

export async function countOrders(file: SqliteFile, filter: OrderFilter): Promise<OrderCount> {
  await finishTerms(file, filter)
  const { rows, reached } = walkOrders(file.read, { walk: toCounting(filter) })
  return { count: rows.length, exact: reached === undefined }
}

/** Who searches finds what was stored before. */
async function finishTerms(file: SqliteFile, { words }: OrderFilter): Promise<void> {
  while (words && (await indexTerms(file)));
}
