import { Readable } from 'node:stream'
import type { App } from '@tradewind/service/create-app.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import type { OrderQuery, OrderSlice } from '../domain/order-query.ts'
import { toShown } from '../domain/shown-order.ts'
import { FILTERS, SORTS } from './list-schemas.ts'
import { CSV_HEADER, toCsvLines } from './order-csv.ts'
import { readFilter, readSort } from './read-filter.ts'

const PAGE = 100

const ExportQuery = Type.Object(
  {
    ...FILTERS,
    sort: Type.Enum([...SORTS], { default: '-created_at' }),
    format: Type.Optional(Type.Enum(['ndjson', 'csv'], { description: 'else as Accept says; ndjson by default' })),
  },
  { additionalProperties: false },
)

const TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8; header=present' }

export async function exportRoutes(app: App, { store }: Pick<Deps, 'store'>): Promise<void> {
  const schema = {
    summary: 'Every order of a filter as one stream',
    querystring: ExportQuery,
    produces: ['application/x-ndjson', 'text/csv'],
  }
  // A HEAD of it would read all of it.
  app.get(
    '/orders/export',
    { exposeHeadRoute: false, config: { scope: 'orders:read' }, schema },
    async (request, reply) => {
      const { format = acceptedFormat(request.headers.accept), sort } = request.query
      const query = { filter: readFilter(request.query), sort: readSort(sort), limit: PAGE }
      // Before the status is sent: a database that is away is a 503.
      const first = await store.list(query)
      reply.type(TYPES[format]).header('content-disposition', `attachment; filename="orders.${format}"`)
      return reply.send(Readable.from(toChunks(store, { query, first, format }), { objectMode: false }))
    },
  )
}

interface Exporting {
  query: OrderQuery
  first: OrderSlice
  format: keyof typeof TYPES
}

/** A page at a time, and the next one only when that was read: it goes as fast as the client, and ends with it. */
async function* toChunks(
  store: Pick<Deps['store'], 'list'>,
  { query, first, format }: Exporting,
): AsyncGenerator<string> {
  if (format === 'csv') yield CSV_HEADER
  for (let slice = first; ; slice = await store.list({ ...query, ...(slice.next && { after: slice.next }) })) {
    const orders = slice.orders.map(toShown)
    const text = format === 'csv' ? toCsvLines(orders) : orders.map((order) => `${JSON.stringify(order)}\n`).join('')
    if (text !== '') yield text
    if (!slice.next) return
  }
}

const acceptedFormat = (accept = ''): keyof typeof TYPES => (/\btext\/csv\b/i.test(accept) ? 'csv' : 'ndjson')
