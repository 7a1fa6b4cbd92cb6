import { AppError } from '@tradewind/service/app-error.ts'
import type { App } from '@tradewind/service/create-app.ts'
import type { Deps } from '../deps.ts'
import { toShown } from '../domain/shown-order.ts'
import { type ListRequest, listOrders } from '../use-cases/list-orders.ts'
import { readCursor, toCursor } from './list-cursor.ts'
import { ListQuery, OrderPage } from './list-schemas.ts'
import { readFilter, readSort } from './read-filter.ts'

export async function listRoutes(app: App, { store }: Pick<Deps, 'store'>): Promise<void> {
  const list = {
    config: { scope: 'orders:read' },
    schema: { summary: 'List and search orders', querystring: ListQuery, response: { 200: OrderPage } },
  }
  app.get('/orders', list, async (request, reply) => {
    const asked = readRequest(request.query)
    const { orders, next, prev } = await listOrders(store, asked)
    const cursors = {
      next_cursor: next ? toCursor(next, request.query.sort) : null,
      prev_cursor: prev ? toCursor(prev, request.query.sort) : null,
    }
    const links = toLinks(request.query, cursors)
    if (links !== '') reply.header('link', links)
    const page = { data: orders.map(toShown), has_more: next !== undefined, ...cursors }
    if (!request.query.count) return page
    const { count, exact } = await store.count(asked.filter)
    return { ...page, total_count: count, total_count_exact: exact }
  })
}

/** @throws `invalid_cursor`, `validation_failed` */
function readRequest(query: ListQuery): ListRequest {
  const { sort, limit, after, before } = query
  if (after !== undefined && before !== undefined) {
    const fault = {
      pointer: '/query/before',
      code: 'conflicting_cursors',
      detail: 'after and before exclude each other',
    }
    throw new AppError('invalid', 'validation_failed', 'The request has faults; see errors.', { faults: [fault] })
  }
  return {
    filter: readFilter(query),
    sort: readSort(sort),
    limit,
    ...(after !== undefined && { after: readCursor(after, { sort, pointer: '/query/after' }) }),
    ...(before !== undefined && { before: readCursor(before, { sort, pointer: '/query/before' }) }),
  }
}

/** `Link` (RFC 8288): the same question, further on and further back. */
function toLinks(
  query: ListQuery,
  { next_cursor, prev_cursor }: { next_cursor: string | null; prev_cursor: string | null },
) {
  const { after: _, before: __, sort, count, ...asked } = query
  const shown = { ...asked, ...(sort !== '-created_at' && { sort }), ...(count && { count }) }
  const link = (name: string, cursor: string, rel: string) => {
    const params = Object.entries({ ...shown, [name]: cursor }).map(([key, value]) => [key, String(value)])
    return `</orders?${new URLSearchParams(params)}>; rel="${rel}"`
  }
  return [
    ...(next_cursor === null ? [] : [link('after', next_cursor, 'next')]),
    ...(prev_cursor === null ? [] : [link('before', prev_cursor, 'prev')]),
  ].join(', ')
}
