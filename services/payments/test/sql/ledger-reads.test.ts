import { createIds } from '@tradewind/service/ids.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LedgerTransaction } from '../../src/domain/ledger.ts'
import { buildCapture, type OpenLedger, openLedger } from './open-ledger.ts'

/** As made then, by a clock that has been set back since. */
function withIdsOf(now: number, transaction: LedgerTransaction): LedgerTransaction {
  const newId = createIds(() => now - 1000)
  return { ...transaction, entries: transaction.entries.map((entry) => ({ ...entry, id: newId('le') })) }
}

describe.each(sqlDatabases())('reading the ledger on $kind', ({ create }) => {
  let opened: OpenLedger
  let posted: LedgerTransaction[]

  beforeAll(async () => {
    opened = await openLedger(create)
    posted = [100, 200, 400].map((amount) => buildCapture({ amount }))
    await opened.post(...posted)
    await opened.post(buildCapture({ amount: 7, currency: 'JPY' }))
  })
  afterAll(() => opened.close())

  const balances = async () =>
    (await opened.ledger.listAccounts()).map(({ account, currency, debits, credits }) => [
      account,
      currency,
      debits,
      credits,
    ])

  it('when some is sealed and some is not, then the balances count each entry once', async () => {
    const expected = [
      ['gateway_receivable', 'JPY', 7, 0],
      ['gateway_receivable', 'USD', 700, 0],
      ['order_revenue', 'JPY', 0, 7],
      ['order_revenue', 'USD', 0, 700],
    ]
    expect(await balances()).toEqual(expected)
    await opened.seal()
    expect(await balances()).toEqual(expected)
    await opened.post(buildCapture({ amount: 1, currency: 'EUR' }))
    expect(await balances()).toEqual([
      ['gateway_receivable', 'EUR', 1, 0],
      ...expected.slice(0, 2),
      ['order_revenue', 'EUR', 0, 1],
      ...expected.slice(2),
    ])
  })

  it('when entries are filtered, then only those come, newest first', async () => {
    const list = async (page: object) => (await opened.ledger.listEntries({ limit: 100, ...page })).map(({ id }) => id)
    const ids = (index: number) => posted[index]?.entries.map(({ id }) => id) ?? []
    expect(await list({ payment_id: posted[1]?.payment_id })).toEqual(ids(1).toReversed())
    expect(await list({ transaction_id: posted[2]?.id })).toEqual(ids(2).toReversed())
    const revenue = await list({ account: 'order_revenue' })
    expect(revenue).toHaveLength(5)
    expect(revenue).toEqual(revenue.toSorted().toReversed())
    const [newest = '', ...older] = await list({})
    expect(await list({ before_id: newest })).toEqual(older)
    expect(await list({ limit: 1 })).toEqual([newest])
  })

  it('when a range of time is given, then it is from its first instant until before its last', async () => {
    const at = Date.now() + 3_600_000
    await opened.post(withIdsOf(at, buildCapture({ now: at })))
    const count = async (from: number, until: number) =>
      (await opened.ledger.listEntries({ from: toTimestamp(from), until: toTimestamp(until), limit: 9 })).length
    expect(await Promise.all([count(at, at + 1), count(at - 1, at), count(at + 1, at + 2)])).toEqual([2, 0, 0])
  })

  it('when it is of a payment, then the entry says so', async () => {
    const [entry] = await opened.ledger.listEntries({ transaction_id: posted[0]?.id, limit: 1 })
    expect(entry).toMatchObject({ payment_id: posted[0]?.payment_id, amount: 100, currency: 'USD' })
  })
})
