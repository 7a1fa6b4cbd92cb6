import { toTimestamp } from '@tradewind/service/runtime.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCharge, newOrderId } from '../build-charge.ts'
import { buildDecline, type OpenStore, openStore } from './open-store.ts'

const HOUR_MS = 3_600_000

describe.each(sqlDatabases())('reading payments on $kind', ({ create }) => {
  let opened: OpenStore

  beforeAll(async () => {
    opened = await openStore(create)
  })
  afterAll(() => opened.close())

  it('when payments of an order are listed, then newest first, by pages', async () => {
    const order_id = newOrderId()
    const made: string[] = []
    for (const idempotency_key of ['a', 'b', 'c']) {
      const { payment, attempt, key } = buildCharge({
        now: HOUR_MS,
        order_id,
        idempotency_key: idempotency_key + order_id,
      })
      await opened.store.begin({ payment, attempt, key })
      await opened.store.settle(buildDecline({ payment, attempt }))
      made.unshift(payment.id)
    }
    const [newest, second, oldest] = made
    const page = await opened.store.list({ order_id, limit: 2 })
    expect(page.map(({ id }) => id)).toEqual([newest, second])
    expect((await opened.store.list({ order_id, limit: 2, before_id: second ?? '' })).map(({ id }) => id)).toEqual([
      oldest,
    ])
  })

  it('when attempts are open, then they are counted by status', async () => {
    const { attempt } = await opened.begin(-3 * HOUR_MS)
    await opened.store.postpone({ ...attempt, status: 'unknown', tries: 1 })
    const open = await opened.store.countOpen()
    expect(open.find(({ status }) => status === 'unknown')).toMatchObject({
      attempts: 1,
      oldest: toTimestamp(-3 * HOUR_MS),
    })
  })
})
