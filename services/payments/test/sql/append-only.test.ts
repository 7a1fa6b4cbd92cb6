import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCapture, type OpenLedger, openLedger } from './open-ledger.ts'

describe.each(sqlDatabases())('what is posted, on $kind', ({ create }) => {
  let opened: OpenLedger

  beforeAll(async () => {
    opened = await openLedger(create)
    await opened.post(buildCapture())
    await opened.seal()
  })
  afterAll(() => opened.close())

  it.each([
    ['ledger_entries', 'amount = 1'],
    ['ledger_transactions', "source_event = 'capture:other'"],
    ['ledger_seals', "hash = 'other'"],
    ['ledger_chain', 'seal_sequence = NULL'],
  ])('when %s is changed or deleted from, then the database refuses it', async (table, change) => {
    await expect(opened.execute(`UPDATE ${table} SET ${change}`)).rejects.toThrow('append-only')
    await expect(opened.execute(`DELETE FROM ${table}`)).rejects.toThrow('append-only')
  })

  it('when it would not sum to zero, then it is refused as a whole', async () => {
    const { entries, ...capture } = buildCapture()
    const before = await opened.countRows('ledger_transactions')
    const unequal = entries.map((entry, index) => ({ ...entry, amount: 3000 + index }))
    const twoCurrencies = entries.map((entry, index) => ({ ...entry, currency: ['USD', 'EUR'][index] ?? '' }))
    for (const wrong of [unequal, twoCurrencies, entries.slice(0, 1), []])
      await expect(opened.post({ ...capture, entries: wrong })).rejects.toThrow('does not balance')
    expect(await opened.countRows('ledger_transactions')).toBe(before)
  })
})
