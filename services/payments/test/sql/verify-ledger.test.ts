import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyLedger } from '../../src/use-cases/verify-ledger.ts'
import { buildCapture, type OpenLedger, openLedger } from './open-ledger.ts'

describe.each(sqlDatabases())('verifying a ledger someone has changed, on $kind', ({ create }) => {
  let opened: OpenLedger
  const verify = async () => (await verifyLedger(opened.ledger)).broken

  beforeAll(async () => {
    opened = await openLedger(create)
  })
  /** Three blocks of two transactions each. */
  beforeEach(async () => {
    await opened.reset()
    for (let block = 0; block < 3; block += 1) {
      await opened.post(buildCapture(), buildCapture())
      await opened.seal()
    }
  })
  afterAll(() => opened.close())

  const idIn = async (sequence: number) => (await opened.ledger.readSealed(sequence))[0]?.transaction_id ?? ''

  it('when nobody has, then it is intact', async () => {
    expect(await verify()).toBeUndefined()
  })

  it.each([
    ['the amounts of a transaction', 'ledger_entries', 'UPDATE ledger_entries SET amount = 1 WHERE transaction_id = ?'],
    ['an account', 'ledger_entries', "UPDATE ledger_entries SET account = 'bank' WHERE transaction_id = ?"],
    ['when it was', 'ledger_entries', "UPDATE ledger_entries SET created_at = '2020' WHERE transaction_id = ?"],
    ['its source', 'ledger_transactions', "UPDATE ledger_transactions SET source_event = 'x' WHERE id = ?"],
    ['its payment', 'ledger_transactions', "UPDATE ledger_transactions SET payment_id = 'x' WHERE id = ?"],
    ['entries that are gone', 'ledger_entries', 'DELETE FROM ledger_entries WHERE transaction_id = ?'],
    ['a transaction that is gone', 'ledger_transactions', 'DELETE FROM ledger_transactions WHERE id = ?'],
    ['its place in the chain', 'ledger_chain', 'DELETE FROM ledger_chain WHERE transaction_id = ?'],
  ])('when it is %s, then its block is named', async (_what, table, text) => {
    await opened.tamper(table, text, [await idIn(2)])
    expect(await verify()).toMatchObject({ sequence: 2 })
  })

  it('when an entry is put beside a sealed transaction, then its block is named', async () => {
    const [entry] = buildCapture().entries
    await opened.execute(
      `INSERT INTO ledger_entries (id, transaction_id, account, direction, amount, currency, created_at)
        VALUES (?, ?, 'bank', 'debit', 5, 'USD', '2026')`,
      [entry?.id ?? '', await idIn(1)],
    )
    expect(await verify()).toMatchObject({ sequence: 1 })
  })

  it('when a seal is changed or gone, then the first block that no longer fits is named', async () => {
    await opened.tamper('ledger_seals', 'DELETE FROM ledger_seals WHERE sequence = 2')
    expect(await verify()).toEqual({ sequence: 2, reason: 'block 2 is missing' })
    await opened.tamper('ledger_seals', "UPDATE ledger_seals SET hash = 'other' WHERE sequence = 1")
    expect(await verify()).toMatchObject({ sequence: 1 })
  })

  it('when the stored sums are changed, then that is said', async () => {
    await opened.execute("UPDATE ledger_balances SET debits = debits + 1 WHERE account = 'gateway_receivable'")
    expect((await verify())?.reason).toMatch('sums')
  })

  it('when a posted transaction was sealed that does not sum to zero, then its block is named', async () => {
    const wrong = buildCapture()
    await opened.post(wrong)
    await opened.execute(
      `INSERT INTO ledger_entries (id, transaction_id, account, direction, amount, currency, created_at)
        VALUES ('le_9', ?, 'bank', 'debit', 5, 'USD', '2026')`,
      [wrong.id],
    )
    await opened.seal()
    expect(await verify()).toEqual({ sequence: 4, reason: `${wrong.id} in USD does not sum to zero` })
  })

  // Last: what it drops is not put back.
  it('when a transaction was put in past the chain, then it is named', async () => {
    await opened.execute('DROP TRIGGER ledger_transactions_chained')
    const planted = buildCapture()
    await opened.post(planted)
    expect(await verify()).toEqual({ reason: `${planted.id} is in the ledger and not in its chain` })
  })
})
