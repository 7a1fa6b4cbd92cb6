import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addToSums } from '../../src/domain/account-sums.ts'
import { sealBlock } from '../../src/domain/seal.ts'
import { LARGEST_BLOCK } from '../../src/use-cases/seal-ledger.ts'
import { verifyLedger } from '../../src/use-cases/verify-ledger.ts'
import { buildCapture, type OpenLedger, openLedger } from './open-ledger.ts'

describe.each(sqlDatabases())('sealing the ledger on $kind', ({ create }) => {
  let opened: OpenLedger

  beforeAll(async () => {
    opened = await openLedger(create)
  })
  afterAll(() => opened.close())

  it('when nothing was posted, then nothing is sealed, and the empty chain is intact', async () => {
    expect(await opened.ledger.hasUnsealed()).toBe(false)
    expect(await opened.seal()).toBe(0)
    expect(await verifyLedger(opened.ledger)).toEqual({ head: undefined, transactions: 0, unsealed: 0 })
  })

  it('when one commits late, with an older id, then the next block has it', async () => {
    const late = buildCapture()
    await opened.post(buildCapture(), buildCapture())
    expect(await opened.seal()).toBe(2)
    await opened.post(late)
    expect(await opened.ledger.hasUnsealed()).toBe(true)
    expect(await opened.seal()).toBe(1)
    const rows = await opened.ledger.readSealed(2)
    expect(rows.map(({ transaction_id, amount }) => [transaction_id, amount])).toEqual([
      [late.id, 3000],
      [late.id, 3000],
    ])
    expect(await verifyLedger(opened.ledger)).toMatchObject({ head: { sequence: 2 }, transactions: 3, unsealed: 0 })
  })

  it('when two seal at once, then one block comes of it', async () => {
    await opened.post(buildCapture())
    const [previous, rows] = [await opened.ledger.lastSeal(), await opened.ledger.readUnsealed(10)]
    const transaction_ids = [...new Set(rows.map(({ transaction_id }) => transaction_id))]
    const sums = [...addToSums(new Map(), rows).values()]
    const sealAt = (sealed_at: string) =>
      opened.ledger.seal({ seal: sealBlock({ previous, rows, sealed_at }), transaction_ids, sums })
    expect((await Promise.all([sealAt('one'), sealAt('two')])).toSorted()).toEqual([false, true])
    expect(await verifyLedger(opened.ledger)).toMatchObject({ head: { sequence: 3 } })
    expect((await verifyLedger(opened.ledger)).broken).toBeUndefined()
  })

  it('when more is posted than a block takes, then the rest comes in the next', async () => {
    await opened.post(...Array.from({ length: LARGEST_BLOCK + 1 }, () => buildCapture({ currency: 'EUR' })))
    expect([await opened.seal(), await opened.seal(), await opened.seal()]).toEqual([LARGEST_BLOCK, 1, 0])
    const { broken, transactions } = await verifyLedger(opened.ledger)
    expect([broken, transactions]).toEqual([undefined, 4 + LARGEST_BLOCK + 1])
  })
})
