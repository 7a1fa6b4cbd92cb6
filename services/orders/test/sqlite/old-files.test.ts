import { DatabaseSync } from 'node:sqlite'
import { migrate } from '@tradewind/sql/migrate.ts'
import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../src/sqlite/migrations.ts'
import { openSqliteOrders } from '../../src/sqlite/open-sqlite-orders.ts'
import { newOrder } from '../new-order.ts'
import { NEWEST_FIRST } from '../newest.ts'
import { toRequest } from '../order-request.ts'

describe.each(documentDatabases().filter(({ kind }) => kind === 'sqlite'))(
  'a file of an older version',
  ({ create }) => {
    it('when it is opened then its orders are found by every filter, and their events are in the feed', async () => {
      const database = await create()
      const { '001-orders': orders = [], '002-counters': counters = [] } = migrations
      await migrate(database.url, { '001-orders': orders, '002-counters': counters })
      const order = newOrder(toRequest({ customer: { id: 'cus_1', email: 'Ada@Example.com' } }))
      const old = new DatabaseSync(database.url.slice('sqlite:'.length))
      old
        .prepare('INSERT INTO orders (id, client_id, idempotency_key, version, document) VALUES (?, ?, ?, ?, ?)')
        .run(order.id, order.client_id, order.idempotency_key, 1, JSON.stringify(order))
      old.close()
      const { store, events, close } = await openSqliteOrders(database.url)
      const filters = [
        { status: ['pending'], payment_status: ['pending'] },
        { customer_id: 'cus_1' },
        { email: 'ada@example.com' },
        { number: order.number },
        { words: ['mug'] },
      ]
      for (const filter of filters) {
        for (const by of ['created_at', 'total'] as const) {
          const found = await store.list({ filter, sort: { ...NEWEST_FIRST, by }, limit: 2 })
          expect(found.orders.map(({ id }) => id)).toEqual([order.id])
        }
      }
      expect(await events.read({ after: 0, limit: 9 })).toEqual([
        { ...order.events[0], order_id: order.id, position: 1 },
      ])
      await store.save({ ...order, note: 'x', version: 2 })
      expect(await events.ends()).toEqual({ oldest: 1, newest: 1 })
      await close()
      await database.drop()
    })
  },
)
