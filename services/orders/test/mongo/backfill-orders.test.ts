import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { MongoClient } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { openMongoOrders } from '../../src/mongo/open-mongo-orders.ts'
import { newOrder } from '../new-order.ts'
import { NEWEST_FIRST } from '../newest.ts'

interface Old {
  _id: string
}

describe.each(documentDatabases().filter(({ kind }) => kind === 'mongodb'))(
  'orders of an older version',
  ({ create }) => {
    it('when the relay has run then they are found by mail and search, and their events are in the feed', async () => {
      const database = await create()
      const client = new MongoClient(database.url)
      const { id, ...order } = newOrder()
      await client
        .db()
        .collection<Old>('orders')
        .insertOne({ _id: id, ...order })
      const { store, events, close } = await openMongoOrders(database.url)
      while (await events.behind()) await events.relay()
      for (const filter of [{ email: 'ada@example.com' }, { words: ['mug'] }]) {
        const { orders } = await store.list({ filter, sort: NEWEST_FIRST, limit: 2 })
        expect(orders.map((one) => one.id)).toEqual([id])
      }
      expect(await events.read({ after: 0, limit: 5 })).toMatchObject([{ order_id: id, position: 1 }])
      await Promise.all([close(), client.close()])
      await database.drop()
    })
  },
)
