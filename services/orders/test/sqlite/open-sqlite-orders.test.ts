import { DatabaseSync } from 'node:sqlite'
import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteOrders } from '../../src/sqlite/open-sqlite-orders.ts'
import type { OpenedStore } from '../../src/store-deps.ts'
import { newOrder } from '../new-order.ts'

const LIMIT_MS = 2_000

describe.each(documentDatabases().filter(({ kind }) => kind === 'sqlite'))('a store in a file', ({ create }) => {
  let database: Awaited<ReturnType<typeof create>>
  let opened: OpenedStore
  let other: DatabaseSync
  beforeEach(async () => {
    database = await create()
    opened = await openSqliteOrders(database.url)
    other = new DatabaseSync(database.url.slice('sqlite:'.length))
  })
  afterEach(async () => {
    other.close()
    await opened.close()
    await database.drop()
  })

  it('when someone keeps the file locked then a write is unavailable within 2 s, and a read still answers', async () => {
    const order = newOrder()
    await opened.store.insert(order)
    other.exec('BEGIN IMMEDIATE')
    const began = performance.now()
    const unavailable = { kind: 'unavailable', code: 'database_unavailable' }
    await expect(opened.store.insert(newOrder())).rejects.toMatchObject(unavailable)
    expect(performance.now() - began).toBeLessThan(LIMIT_MS)
    expect(await opened.store.find(order.id)).toStrictEqual(order)
    other.exec('ROLLBACK')
    expect(await opened.store.insert(newOrder())).toBe(true)
  })

  it('when it is opened again then what was stored is there', async () => {
    const order = newOrder()
    await opened.store.insert(order)
    const again = await openSqliteOrders(database.url)
    expect(await again.store.find(order.id)).toStrictEqual(order)
    await again.close()
  })

  it('when many write in one turn then they share one commit', async () => {
    const { commits } = opened.counts
    await Promise.all(Array.from({ length: 10 }, () => opened.store.insert(newOrder())))
    expect(opened.counts.commits).toBe(commits + 1)
  })
})
