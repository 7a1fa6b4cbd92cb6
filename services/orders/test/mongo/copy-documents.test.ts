import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { type Db, MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dumpDocuments } from '../../src/mongo/dump-documents.ts'
import { loadDocuments } from '../../src/mongo/load-documents.ts'
import { openMongoOrders } from '../../src/mongo/open-mongo-orders.ts'
import { newOrder } from '../new-order.ts'

const kinds = documentDatabases().filter(({ kind }) => kind === 'mongodb')

describe.each(kinds)('a copy of the documents on $kind', ({ create }) => {
  let copies: { url: string; db: Db; close(): Promise<void> }[]
  beforeEach(async () => {
    copies = await Promise.all([open(), open()])
  })
  afterEach(async () => {
    for (const { close } of copies) await close()
  })

  async function open() {
    const database = await create()
    const client = new MongoClient(database.url)
    return {
      url: database.url,
      db: client.db(),
      async close() {
        await client.close()
        await database.drop()
      },
    }
  }

  async function fill(url: string): Promise<void> {
    const { store, close } = await openMongoOrders(url)
    for (let n = 0; n < 3; n += 1) {
      await store.insert({
        ...newOrder(),
        id: `ord_${n}`,
        idempotency_key: `key-${n}`,
        number: await store.reserveNumbers(1),
      })
    }
    await close()
  }

  async function dump(db: Db): Promise<string[]> {
    return Array.fromAsync(dumpDocuments(db))
  }

  async function* toLines(dumped: string[]) {
    yield* dumped
  }

  it('when it is put back, then the store holds the same orders and goes on numbering them', async () => {
    const [from, to] = copies
    await fill(from?.url ?? '')
    const dumped = await dump(from?.db as Db)
    expect(await loadDocuments(to?.db as Db, toLines(dumped))).toBe(4)
    expect(await dump(to?.db as Db)).toEqual(dumped)
    const [before, after] = await Promise.all([openMongoOrders(from?.url ?? ''), openMongoOrders(to?.url ?? '')])
    expect(await after.store.find('ord_1')).toEqual(await before.store.find('ord_1'))
    expect(await after.store.reserveNumbers(1)).toBe(await before.store.reserveNumbers(1))
    await Promise.all([before.close(), after.close()])
  })

  it('when it is made, then orders come first and counters last', async () => {
    await copies[0]?.db.collection<{ _id: string }>('events').insertOne({ _id: 'evt_1' })
    await fill(copies[0]?.url ?? '')
    const lines = (await dump(copies[0]?.db as Db)).map((line) => JSON.parse(line).collection)
    expect(lines).toEqual(['orders', 'orders', 'orders', 'events', 'counters', undefined])
  })

  it('when there is something already, then nothing is put back', async () => {
    await fill(copies[0]?.url ?? '')
    const dumped = await dump(copies[0]?.db as Db)
    await expect(loadDocuments(copies[0]?.db as Db, toLines(dumped))).rejects.toThrow('the database is not empty')
  })

  it('when it is cut short, then that is said', async () => {
    await fill(copies[0]?.url ?? '')
    const dumped = await dump(copies[0]?.db as Db)
    const put_back = loadDocuments(copies[1]?.db as Db, toLines(dumped.slice(0, -2)))
    await expect(put_back).rejects.toThrow('the dump is cut short: 3 of ? documents')
  })
})
