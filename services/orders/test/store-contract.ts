import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { afterEach, beforeEach, describe } from 'vitest'
import { openMongoOrders } from '../src/mongo/open-mongo-orders.ts'
import { openSqliteOrders } from '../src/sqlite/open-sqlite-orders.ts'
import type { OpenedStore, OrderStore } from '../src/store-deps.ts'

/** What every store must do, told once and tried on each kind; each test has an empty database. */
export function describeStores(
  title: string,
  tests: (openStore: () => Promise<OrderStore>, openAll: () => Promise<OpenedStore>) => void,
): void {
  describe.each(documentDatabases())(`${title} on $kind`, ({ create }) => {
    let database: Awaited<ReturnType<typeof create>>
    let opened: OpenedStore[]
    beforeEach(async () => {
      database = await create()
      opened = []
    })
    afterEach(async () => {
      await Promise.all(opened.map((one) => one.close()))
      await database.drop()
    })
    // Each call opens one more store on the test's database, as one more replica would.
    const openAll = async () => {
      const one = await open(database.url)
      opened.push(one)
      return one
    }
    tests(async () => (await openAll()).store, openAll)
  })
}

const open = (url: string): Promise<OpenedStore> =>
  url.startsWith('sqlite:') ? openSqliteOrders(url) : openMongoOrders(url)
