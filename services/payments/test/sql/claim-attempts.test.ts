import { toTimestamp } from '@tradewind/service/runtime.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSettlement, type OpenStore, openStore } from './open-store.ts'

const HOUR_MS = 3_600_000

describe.each(sqlDatabases())('claiming attempts on $kind', ({ create }) => {
  let opened: OpenStore

  beforeAll(async () => {
    opened = await openStore(create)
  })
  afterAll(() => opened.close())

  it('when two replicas claim at once, then each attempt goes to one', async () => {
    const charges = await Promise.all(Array.from({ length: 10 }, () => opened.begin(-HOUR_MS)))
    const claim = { now: toTimestamp(0), lease_end: toTimestamp(20_000), limit: 6 }
    const claimed = (await Promise.all([1, 2, 3].map(() => opened.store.claimDue(claim)))).flat().map(({ id }) => id)
    expect(new Set(claimed).size).toBe(claimed.length)
    expect(claimed.length).toBeLessThanOrEqual(charges.length)
    const left = await opened.store.claimDue({ ...claim, limit: 100 })
    expect([...claimed, ...left.map(({ id }) => id)].sort()).toEqual(charges.map(({ attempt }) => attempt.id).sort())
  })

  it('when an attempt has ended, then it is never due again', async () => {
    const charge = await opened.begin(-2 * HOUR_MS)
    await opened.store.settle(buildSettlement(charge))
    const due = await opened.store.claimDue({ now: toTimestamp(-HOUR_MS), lease_end: toTimestamp(0), limit: 100 })
    expect(due).toEqual([])
  })

  it('when nothing was sent, then the attempt can be claimed by its payment, before its time', async () => {
    const { attempt, payment } = await opened.begin()
    const statuses: ['pending'] = ['pending']
    const claim = { payment_id: payment.id, refund_id: null, statuses, lease_end: toTimestamp(2 * HOUR_MS) }
    expect(await opened.store.claimOpen(claim)).toEqual([])
    await opened.store.postpone({ ...attempt, status: 'pending', tries: 1 })
    expect(await opened.store.claimOpen(claim)).toMatchObject([
      {
        id: attempt.id,
        fence: 2,
        tries: 1,
        status: 'pending',
      },
    ])
  })
})
