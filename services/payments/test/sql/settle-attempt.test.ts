import type { Payment } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { isCheckViolation, isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSettlement, type OpenStore, openStore } from './open-store.ts'

describe.each(sqlDatabases())('settling a charge on $kind', ({ create }) => {
  let opened: OpenStore

  beforeAll(async () => {
    opened = await openStore(create)
  })
  afterAll(() => opened.close())

  it('when a charge is settled, then the payment is paid and the ledger sums to zero', async () => {
    const charge = await opened.begin()
    expect(await opened.store.settle(buildSettlement(charge))).toBe(true)
    expect(await opened.store.find(charge.payment.id)).toMatchObject({
      status: 'succeeded',
      amount_captured: 3000,
      version: 2,
    })
    const sums = sql<{ currency: string; balance: number }>`SELECT currency,
      SUM(CASE direction WHEN 'debit' THEN amount ELSE -amount END) AS balance FROM ledger_entries GROUP BY currency`
    const { rows } = await opened.database.read((connection) => sums.execute(connection))
    expect(rows.map(({ currency, balance }) => [currency, Number(balance)])).toEqual([['USD', 0]])
  })

  it('when the attempt was taken over, then who had it before writes nothing', async () => {
    const charge = await opened.begin(0)
    const [taken] = await opened.store.claimDue({ now: toTimestamp(20_000), lease_end: toTimestamp(40_000), limit: 1 })
    expect(taken).toMatchObject({ id: charge.attempt.id, fence: 2, next_at: 40_000 })
    expect(await opened.store.settle(buildSettlement(charge))).toBe(false)
    expect(await opened.store.postpone(charge.attempt)).toBe(false)
    expect(await opened.store.recordSend(charge.attempt)).toBe(false)
    expect(await opened.store.find(charge.payment.id)).toEqual(charge.payment)
    if (taken) await opened.store.settle(buildSettlement({ ...charge, attempt: taken }))
  })

  it('when the payment has changed since it was read, then T2 is undone as a whole', async () => {
    const charge = await opened.begin()
    const { payment, ...rest } = buildSettlement(charge)
    expect(await opened.store.settle({ ...rest, payment: { ...payment, version: 5 } as Payment })).toBe(false)
    expect(await opened.store.settle(buildSettlement(charge))).toBe(true)
  })

  it('when one event is posted twice, then the second is refused as a whole', async () => {
    const [one, two] = [await opened.begin(), await opened.begin()]
    const first = buildSettlement(one)
    await opened.store.settle(first)
    const second = buildSettlement(two)
    const entries = await opened.countRows('ledger_entries')
    const source_event = first.transactions[0]?.source_event ?? ''
    const doubled = second.transactions.map((transaction) => ({ ...transaction, source_event }))
    const error = await opened.store.settle({ ...second, transactions: doubled }).catch((reason: unknown) => reason)
    expect(isDuplicateKey(error)).toBe(true)
    expect(await opened.countRows('ledger_entries')).toBe(entries)
    expect(await opened.store.find(two.payment.id)).toEqual(two.payment)
  })

  it('when more is captured than was asked, then the table refuses it', async () => {
    const charge = await opened.begin()
    const { payment, ...rest } = buildSettlement(charge)
    const error = await opened.store
      .settle({ ...rest, payment: { ...payment, amount_captured: 3001 } as Payment })
      .catch((reason: unknown) => reason)
    expect(isCheckViolation(error)).toBe(true)
  })
})
