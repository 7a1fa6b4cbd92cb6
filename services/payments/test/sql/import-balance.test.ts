import { toTimestamp } from '@tradewind/service/runtime.ts'
import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildMovement, buildPayout } from '../fake-books.ts'
import { type OpenBalance, openBalance } from './open-balance.ts'
import { buildSettlement } from './open-store.ts'

const HOUR_MS = 3_600_000

describe.each(sqlDatabases())('importing the balance on $kind', ({ create }) => {
  let opened: OpenBalance

  beforeAll(async () => {
    opened = await openBalance(create)
  })
  beforeEach(async () => {
    await opened.reset()
  })
  afterAll(() => opened.close())

  it('when charges have fees, then each is posted once, however often it is looked at', async () => {
    const movements = Array.from({ length: 5 }, () => buildMovement())
    opened.gatewayBooks.movements.push(...movements)
    for (let look = 0; look < 3; look += 1) expect(await opened.importOnce()).toBe(false)
    const posted = await opened.readPosted('processor_fees')
    expect(posted.map(({ source_event }) => source_event)).toEqual(movements.map(({ id }) => `fee:${id}`))
    expect(posted.every(({ direction, amount }) => direction === 'debit' && amount === 117)).toBe(true)
  })

  it('when the payment is ours, then its fee is too, by what the gateway says or by its intent', async () => {
    const charge = await opened.begin(Date.now())
    await opened.store.settle(buildSettlement(charge))
    const { id: payment_id } = charge.payment
    const byIntent = buildMovement({ gateway_ref: `pi_${payment_id}` })
    const { payment: unsettled } = await opened.begin(Date.now())
    const stated = buildMovement({ payment_id: unsettled.id })
    const foreign = buildMovement({ payment_id: 'pay_of_another_shop' })
    opened.gatewayBooks.movements.push(byIntent, stated, foreign, buildMovement({ gateway_ref: 'pi_strange' }))
    await opened.importOnce()
    expect((await opened.readPosted('processor_fees')).map((posted) => posted.payment_id)).toEqual([
      payment_id,
      unsettled.id,
      '',
      '',
    ])
  })

  it('when a posted fee is deleted, then another look does not heal it: it is to be found', async () => {
    opened.gatewayBooks.movements.push(buildMovement())
    await opened.importOnce()
    await opened.tamper('ledger_entries', 'DELETE FROM ledger_entries')
    await opened.tamper('ledger_transactions', 'DELETE FROM ledger_transactions')
    await opened.importOnce()
    expect(await opened.readPosted('processor_fees')).toEqual([])
  })

  it('when the gateway shows one late, then the next look has it', async () => {
    const [early, late] = [buildMovement(), buildMovement({ created_at: toTimestamp(Date.now() - 60_000) })]
    opened.gatewayBooks.movements.push(early)
    await opened.importOnce()
    opened.gatewayBooks.movements.unshift(late)
    await opened.importOnce()
    expect(await opened.readPosted('processor_fees')).toHaveLength(2)
  })

  it('when much is behind, then it is walked by the day, and a look says that there is more', async () => {
    await opened.begin(Date.now() - 60 * HOUR_MS)
    const at = [59, 40, 1].map((hours) => toTimestamp(Date.now() - hours * HOUR_MS))
    opened.gatewayBooks.movements.push(...at.map((created_at) => buildMovement({ created_at })))
    expect([await opened.importOnce(), await opened.importOnce(), await opened.importOnce()]).toEqual([
      true,
      true,
      false,
    ])
    expect(await opened.readPosted('processor_fees')).toHaveLength(3)
    opened.gatewayBooks.asked = 0
    await opened.importOnce()
    expect(opened.gatewayBooks.asked).toBe(1)
  })

  it('when two import at once, then each movement is posted once', async () => {
    opened.gatewayBooks.movements.push(...Array.from({ length: 4 }, () => buildMovement()))
    const looks = await Promise.allSettled([opened.importOnce(), opened.importOnce()])
    for (const look of looks) if (look.status === 'rejected') expect(isDuplicateKey(look.reason)).toBe(true)
    await opened.importOnce()
    expect(await opened.readPosted('processor_fees')).toHaveLength(4)
  })

  it('when a payout leaves, then the bank has it, and what it paid out is known', async () => {
    const charges = [buildMovement(), buildMovement(), buildMovement()]
    const payout = buildPayout(3 * 2883)
    opened.gatewayBooks.movements.push(...charges, payout, buildMovement())
    opened.gatewayBooks.paid_out.po_1 = [...charges, payout].map(({ id }) => id)
    await opened.importOnce()
    expect(await opened.readPosted('bank')).toMatchObject([{ source_event: `payout:${payout.id}`, amount: 8649 }])
    expect([await opened.assignPayout(), await opened.assignPayout()]).toEqual([true, false])
    const paid = await opened.balance.listPaidOut({ payout_ref: 'po_1', after: '', limit: 10 })
    expect(paid).toEqual(charges)
    const rest = await opened.balance.listPaidOut({ payout_ref: 'po_1', after: charges[0]?.id ?? '', limit: 1 })
    expect(rest).toEqual(charges.slice(1, 2))
  })
})
