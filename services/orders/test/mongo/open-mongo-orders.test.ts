import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { MongoClient, MongoServerSelectionError } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leaseTo } from '../../src/domain/lease.ts'
import { openMongoOrders } from '../../src/mongo/open-mongo-orders.ts'
import type { OpenedStore } from '../../src/store-deps.ts'
import { newOrder } from '../new-order.ts'
import { NEWEST_FIRST } from '../newest.ts'
import { startProxy } from './start-proxy.ts'

const LIMIT_MS = 2_000
const kinds = documentDatabases().filter(({ kind }) => kind === 'mongodb')

/** How the call fails, and after how long. */
async function failureOf(call: Promise<unknown>): Promise<{ error: unknown; took_ms: number }> {
  const began = performance.now()
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  )
  return { error, took_ms: performance.now() - began }
}

async function expectUnavailable(call: Promise<unknown>): Promise<void> {
  const { error, took_ms } = await failureOf(call)
  expect(error).toMatchObject({ kind: 'unavailable', code: 'database_unavailable' })
  expect(took_ms).toBeLessThan(LIMIT_MS)
}

describe.each(kinds)('an open store on $kind', ({ create }) => {
  let database: Awaited<ReturnType<typeof create>>
  let proxy: Awaited<ReturnType<typeof startProxy>>
  let opened: OpenedStore
  beforeEach(async () => {
    database = await create()
    proxy = await startProxy(new URL(database.url))
    opened = await openMongoOrders(proxy.url)
  })
  afterEach(async () => {
    proxy.go()
    await opened.close()
    await database.drop()
  })

  const everyCall = ({ store, events, leases }: OpenedStore) => [
    store.insert(newOrder()),
    store.find('ord_1'),
    store.save({ ...newOrder(), version: 2 }),
    store.saveAll([{ ...newOrder(), version: 2 }]),
    store.list({ filter: {}, sort: NEWEST_FIRST, limit: 1 }),
    store.count({}),
    events.relay(),
    events.read({ after: 0, limit: 1 }),
    events.ends(),
    events.deleteOld({ made_before: '2', limit: 1 }),
    leases.take({ name: 'l', owner: 'rep_1', now: '1', until: '2' }),
    leases.release({ name: 'l', owner: 'rep_1' }),
    store.reserveNumbers(1),
    store.claimDue({ now: '2', until: '3', owner: 'rep_1', limit: 1 }),
    store.countDue(),
  ]

  it('when the server freezes then every call is unavailable within 2 s', async () => {
    await opened.store.insert(newOrder())
    proxy.freeze()
    await Promise.all(everyCall(opened).map(expectUnavailable))
  })

  it('when the server goes then every call is unavailable within 2 s', async () => {
    await opened.store.insert(newOrder())
    proxy.go()
    await Promise.all(everyCall(opened).map(expectUnavailable))
    await expectUnavailable(opened.store.find('ord_1'))
  })

  it('when it works then its statements and commits are counted', async () => {
    const { counts, store } = opened
    const before = { ...counts }
    await store.insert(newOrder())
    await store.find('ord_1')
    expect(counts).toEqual({ statements: before.statements + 2, commits: before.commits + 1 })
  })

  it('when it is asked then an index answers, and nothing is sorted in memory', async ({ skip }) => {
    const { store } = opened
    for (let nth = 0; nth < 20; nth += 1) await store.insert(leaseTo(newOrder(), 'rep_1', `202${nth % 10}`))
    const client = new MongoClient(database.url)
    const { ferretdb } = await client.db().command({ buildInfo: 1 })
    if (ferretdb) {
      await client.close()
      skip('the image is FerretDB, which has no profiler to ask')
    }
    await client.db().command({ profile: 2 })
    await store.findByKey({ client_id: 'admin', idempotency_key: 'k' })
    await store.list({ filter: {}, sort: NEWEST_FIRST, limit: 1, after: { id: 'ord_z' } })
    await store.claimDue({ now: '2021', until: '203', owner: 'rep_1', limit: 1 })
    const asked = await client
      .db()
      .collection('system.profile')
      .find({ ns: /orders$/ })
      .toArray()
    await client.close()
    expect(asked.map(({ planSummary }) => planSummary)).toEqual([
      expect.stringMatching(/IXSCAN.*client_id: 1, idempotency_key: 1/),
      expect.stringMatching(/IXSCAN.*_id: 1/),
      expect.stringMatching(/IXSCAN.*next_effect_at: 1/),
    ])
    for (const { hasSortStage, docsExamined } of asked) {
      expect(hasSortStage).toBeUndefined()
      expect(docsExamined).toBeLessThanOrEqual(2)
    }
  })
})

describe('when no server is there at the start', () => {
  it('then opening fails within 2 s: on a port that refuses, and on one that never answers', async () => {
    const proxy = await startProxy(new URL('mongodb://127.0.0.1:1/t'))
    proxy.freeze()
    for (const url of [proxy.url, 'mongodb://127.0.0.1:1/t']) {
      const { error, took_ms } = await failureOf(openMongoOrders(url))
      expect(error).toBeInstanceOf(MongoServerSelectionError)
      expect(took_ms).toBeLessThan(LIMIT_MS)
    }
    proxy.go()
  })
})
