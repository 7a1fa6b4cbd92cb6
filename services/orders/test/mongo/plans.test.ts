import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFulfillment } from '../../src/domain/fulfillment/create-fulfillment.ts'
import { createMongoEventStore } from '../../src/mongo/mongo-event-store.ts'
import { createMongoOrderStore } from '../../src/mongo/mongo-order-store.ts'
import { openMongoOrders } from '../../src/mongo/open-mongo-orders.ts'
import type { OrderStore } from '../../src/store-deps.ts'
import { newOrder, occasion } from '../new-order.ts'
import { toRequest } from '../order-request.ts'
import { paidOrder } from '../paid-order.ts'
import { LIST_QUESTIONS, WORK_QUESTIONS } from '../store-questions.ts'
import { notePlans, type Plans } from './plans.ts'

const ORDERS = 200
const pickedOrder = () =>
  createFulfillment(paidOrder(toRequest()), { request: { picker: 'ann' }, claim_ms: 1000 }, occasion).order
const work = <T>(call: () => Promise<T>) => call()

describe.each(documentDatabases().filter(({ kind }) => kind === 'mongodb'))('what is asked of MongoDB', (mongodb) => {
  let database: Awaited<ReturnType<typeof mongodb.create>>
  let client: MongoClient
  let store: OrderStore
  let plans: Plans
  beforeAll(async () => {
    database = await mongodb.create()
    await (await openMongoOrders(database.url)).close()
    client = new MongoClient(database.url, { monitorCommands: true, ignoreUndefined: true })
    const db = client.db()
    store = createMongoOrderStore(db, work)
    for (let nth = 0; nth < ORDERS; nth += 1) await store.insert(nth % 2 ? newOrder() : pickedOrder())
    const events = createMongoEventStore(db, work)
    while (await events.relay());
    plans = notePlans(client, db)
  })
  afterAll(async () => {
    await client.close()
    await database.drop()
  })
  beforeEach(() => void plans.take())

  it.each([...WORK_QUESTIONS, ...LIST_QUESTIONS])(
    'when it is for $name then $mongodb answer in their own order',
    async ({ ask, mongodb }) => {
      await ask(store)
      const taken = await plans.take()
      expect(taken).not.toEqual([])
      expect(taken.filter(({ is_dear }) => is_dear)).toEqual([])
      for (const index of mongodb) expect(taken.flatMap(({ indexes }) => indexes)).toContain(index)
    },
  )

  it('when what no index holds is asked then its plan says so', async () => {
    await client.db().collection('orders').find({ version: 1 }).sort({ currency: 1 }).toArray()
    expect(await plans.take()).toMatchObject([{ is_dear: true }])
  })
})
