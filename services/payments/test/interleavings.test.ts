import { createRuntime } from '@tradewind/service/runtime.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNotices } from '../src/sql/create-notices.ts'
import { type Played, playMoney } from './interleaving/play-money.ts'
import { type OpenStore, openStore } from './sql/open-store.ts'

const { newId } = createRuntime()
const SEEDS = 1000
const CHUNK = 100
const chunks = Array.from({ length: SEEDS / CHUNK }, (_, index) => index * CHUNK)

describe.each(sqlDatabases())('money, whatever the order of all that happens to it, on $kind', ({ create }) => {
  let opened: OpenStore

  beforeAll(async () => {
    opened = await openStore(create)
  })
  afterAll(() => opened.close())

  it.each(chunks)(
    'when %i and 99 more orders of it are played, then it always adds up',
    { timeout: 300_000 },
    async (from) => {
      for (let seed = from; seed < from + CHUNK; seed += 1) await expectMoney(seed)
    },
  )

  async function expectMoney(seed: number): Promise<void> {
    const before = await sumLedger()
    const { notices } = createNotices(opened.database)
    const played = await playMoney({ store: opened.store, notices, newId }, seed)
    expect(played.unexpected, `seed ${seed}`).toEqual([])
    expect(played.drained, `seed ${seed} comes to its end`).toBe(true)
    await expectPayment(played, seed)
    const after = await sumLedger()
    expect(after.balance, `seed ${seed}: debits are credits`).toBe(0)
    expect(after.receivable - before.receivable, `seed ${seed}: ledger is gateway`).toBe(keptOf(played))
  }

  /** Payment and refunds say what the gateway has; no more than one charge of an order counts. */
  async function expectPayment({ order_id, money }: Played, seed: number): Promise<void> {
    const payments = await opened.store.list({ order_id, limit: 10 })
    expect(payments.length, `seed ${seed}: payments`).toBe(1)
    const [payment] = payments
    if (!payment) return
    const counting = [...money.intents.values()].filter(({ ref, status, received }) =>
      status === 'succeeded' ? received > undoneOf(ref) : status === 'requires_capture' || status === 'requires_action',
    )
    const own = money.intents.get(payment.gateway_ref ?? '')
    expect(
      counting.every((intent) => intent === own),
      `seed ${seed}: only its own charge counts`,
    ).toBe(true)
    const given = [...money.refunds.values()].filter(({ refund_id, status }) => refund_id && status === 'succeeded')
    expect(payment, `seed ${seed}`).toMatchObject({
      status:
        own && own.status !== 'declined' && counting.length > 0 ? own.status : expect.stringMatching(/failed|canceled/),
      amount_captured: counting.length > 0 ? own?.received : 0,
      amount_refunded: given.reduce((sum, { amount }) => sum + amount, 0),
      amount_refund_pending: 0,
      amount_disputed: money.disputedOf(payment.gateway_ref ?? ''),
    })
    const refunds = await opened.store.listRefunds({ payment_id: payment.id, limit: 100 })
    for (const { id, status } of refunds) {
      const made = [...money.refunds.values()].filter(({ refund_id }) => refund_id === id)
      expect(made.length, `seed ${seed}: ${id} is given once`).toBeLessThanOrEqual(1)
      expect(status, `seed ${seed}: ${id}`).toBe(made[0]?.status ?? 'failed')
    }

    function undoneOf(ref: string): number {
      const undone = [...money.refunds.values()].filter(({ intent, refund_id }) => intent === ref && refund_id === null)
      return undone.reduce((sum, { amount }) => sum + amount, 0)
    }
  }

  async function sumLedger() {
    const signed = sql<number>`CASE direction WHEN 'debit' THEN amount ELSE -amount END`
    const query = sql<{ balance: number; receivable: number }>`SELECT SUM(${signed}) AS balance,
      SUM(CASE account WHEN 'gateway_receivable' THEN ${signed} ELSE 0 END) AS receivable FROM ledger_entries`
    const { rows } = await opened.database.read((connection) => query.execute(connection))
    return { balance: Number(rows[0]?.balance ?? 0), receivable: Number(rows[0]?.receivable ?? 0) }
  }
})

/** What the gateway owes us for all that it charged. */
function keptOf({ money }: Played): number {
  const charged = [...money.intents.values()].filter(({ status }) => status === 'succeeded')
  return charged.reduce((sum, { ref, received }) => sum + received - money.refundedOf(ref) - money.disputedOf(ref), 0)
}
