import { toTimestamp } from '@tradewind/service/runtime.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginUndo, toUndone } from '../../src/domain/undo-charge.ts'
import { buildMovement, buildPayout } from '../fake-books.ts'
import { buildIntent, type OpenReconciliation, openReconciliation } from './open-reconciliation.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describe.each(sqlDatabases())('reconciling on $kind', ({ create }) => {
  let opened: OpenReconciliation
  type Paid = Awaited<ReturnType<OpenReconciliation['addPaid']>>
  let paid: [Paid, Paid, Paid]

  beforeAll(async () => {
    opened = await openReconciliation(create)
  })
  /** Three clean payments. */
  beforeEach(async () => {
    await opened.reset()
    paid = [await opened.addPaid(), await opened.addPaid(), await opened.addPaid()]
    await opened.importOnce()
  })
  afterAll(() => opened.close())

  const found = async () =>
    (await opened.run()).breaks.map(({ type, payment_id, gateway_ref, expected, actual }) => ({
      type,
      payment_id,
      gateway_ref,
      expected,
      actual,
    }))
  const change = (column: string, value: string | number, { payment }: Paid) =>
    opened.execute(`UPDATE payments SET ${column} = ? WHERE id = ?`, [value, payment.id])
  const whose = ({ payment: { id, gateway_ref } }: Paid) => ({ payment_id: id, gateway_ref })

  it('when the books agree, then no break, all counted, and nothing stays staged', async () => {
    const run = await opened.run()
    expect(run).toMatchObject({ status: 'done', intents: 3, movements: 3, payments: 3, breaks_total: 0, breaks: [] })
    expect(await opened.readStaged()).toBe(0)
  })

  it('when a stray charge of a payment was undone, then no break', async () => {
    const [{ payment }] = paid
    const making = { newId: opened.runtime.newId, now: Date.now() }
    const { stray } = beginUndo({ payment, gateway_ref: 'pi_stray', amount: 3000 }, making)
    const undoing = { how: 'refunded' as const, refund_ref: 're_stray' }
    await opened.store.apply(toUndone({ payment, stray, undoing }, making))
    const { id: payment_id, order_id } = payment
    const intent = buildIntent({ gateway_ref: 'pi_stray', payment_id, order_id, amount_refunded: 3000 })
    opened.gatewayBooks.intents.push(intent)
    expect(await found()).toEqual([])
  })

  it('when a charge was made behind our back, then missing_local', async () => {
    opened.gatewayBooks.intents.push(buildIntent({ gateway_ref: 'pi_strange' }))
    expect(await found()).toEqual([
      { type: 'missing_local', payment_id: null, gateway_ref: 'pi_strange', expected: null, actual: 3000 },
    ])
  })

  it('when a charge belongs to no intent, then missing_local', async () => {
    const created_at = toTimestamp(Date.now() - 10 * MINUTE_MS)
    opened.gatewayBooks.movements.push(buildMovement({ gateway_ref: null, charge_ref: 'ch_alone', created_at }))
    expect(await found()).toMatchObject([{ type: 'missing_local', gateway_ref: 'ch_alone', actual: 3000 }])
  })

  it('when our payment is deleted, then missing_local, and its postings are of nobody', async () => {
    await opened.execute('DELETE FROM payments WHERE id = ?', [paid[1].payment.id])
    expect(await found()).toEqual([
      { type: 'missing_local', ...whose(paid[1]), expected: null, actual: 3000 },
      { type: 'ledger', ...whose(paid[1]), gateway_ref: null, expected: null, actual: expect.stringMatching(/^ltx_/) },
    ])
  })

  it('when the charge is gone at the gateway, then missing_gateway', async () => {
    opened.gatewayBooks.intents.splice(1, 1)
    expect(await found()).toEqual([{ type: 'missing_gateway', ...whose(paid[1]), expected: 3000, actual: null }])
  })

  it('when an amount is changed there, then amount', async () => {
    Object.assign(paid[0].intent, { amount: 2000, amount_captured: 2000 })
    expect(await found()).toEqual([{ type: 'amount', ...whose(paid[0]), expected: 3000, actual: 2000 }])
  })

  it('when an amount is changed here, then amount, and the ledger says otherwise too', async () => {
    await change('amount_captured', 2999, paid[0])
    expect(await found()).toEqual([
      { type: 'amount', ...whose(paid[0]), expected: 2999, actual: 3000 },
      { type: 'ledger', ...whose(paid[0]), expected: 2999, actual: 3000 },
    ])
  })

  it('when a refund was made behind our back, then amount; one that is pending here is none', async () => {
    paid[0].intent.amount_refunded = 500
    expect(await found()).toEqual([{ type: 'amount', ...whose(paid[0]), expected: 0, actual: 500 }])
    await change('amount_refund_pending', 500, paid[0])
    expect(await found()).toEqual([])
  })

  it('when the currency differs, then currency', async () => {
    paid[0].intent.currency = 'EUR'
    expect(await found()).toEqual([{ type: 'currency', ...whose(paid[0]), expected: 'USD', actual: 'EUR' }])
  })

  it.each(['failed', 'canceled', 'processing'])('when it is paid there and %s here, then status', async (status) => {
    await change('status', status, paid[0])
    expect(await found()).toContainEqual({ type: 'status', ...whose(paid[0]), expected: status, actual: 'succeeded' })
  })

  it('when it was authorized there and lapsed, then status', async () => {
    Object.assign(paid[0].intent, { status: 'canceled', amount_captured: 0 })
    expect(await found()).toMatchObject([{ type: 'status', expected: 'succeeded', actual: 'canceled' }])
  })

  it.each(['payment_id', 'order_id'] as const)(
    'when a charge is doubled under the same %s, then duplicate_charge',
    async (name) => {
      const other = { payment_id: null, order_id: null, [name]: paid[2].intent[name] }
      opened.gatewayBooks.intents.push({ ...paid[2].intent, ...other, gateway_ref: 'pi_double' })
      expect(await found()).toEqual([
        { type: 'duplicate_charge', ...whose(paid[2]), gateway_ref: 'pi_double', expected: null, actual: 3000 },
      ])
    },
  )

  it('when a double was taken back, then it holds no money and is no break', async () => {
    opened.gatewayBooks.intents.push({ ...paid[2].intent, gateway_ref: 'pi_double', amount_refunded: 3000 })
    expect(await found()).toEqual([])
  })

  it('when the gateway has charged and we do not know yet, then status, once it has settled', async () => {
    const { payment } = await opened.begin(Date.now() - 10 * MINUTE_MS)
    opened.gatewayBooks.intents.push(buildIntent({ gateway_ref: 'pi_found', payment_id: payment.id }))
    const expected = { type: 'status', payment_id: payment.id, gateway_ref: 'pi_found', expected: 'processing' }
    expect(await found()).toMatchObject([expected])
    await opened.execute('UPDATE payments SET updated_at = ? WHERE id = ?', [toTimestamp(Date.now()), payment.id])
    expect(await found()).toEqual([])
  })

  it('when a posted fee is deleted, then fee', async () => {
    const source_event = `fee:${paid[1].movement.id}`
    await opened.tamper(
      'ledger_entries',
      'DELETE FROM ledger_entries WHERE transaction_id IN (SELECT id FROM ledger_transactions WHERE source_event = ?)',
      [source_event],
    )
    await opened.tamper('ledger_transactions', 'DELETE FROM ledger_transactions WHERE source_event = ?', [source_event])
    expect(await found()).toEqual([{ type: 'fee', ...whose(paid[1]), expected: 117, actual: 0 }])
  })

  it('when the gateway has another fee than is posted, or none, then fee', async () => {
    paid[0].movement.fee = 118
    paid[1].movement.fee = 0
    expect(await found()).toEqual([
      { type: 'fee', ...whose(paid[0]), expected: 118, actual: 117 },
      { type: 'fee', ...whose(paid[1]), expected: 0, actual: 117 },
    ])
  })

  it('when a payout is posted otherwise, then ledger', async () => {
    const payout = buildPayout(5000, { created_at: toTimestamp(Date.now() - 5 * MINUTE_MS) })
    opened.gatewayBooks.movements.push(payout)
    expect(await found()).toEqual([])
    payout.amount = -6000
    expect(await found()).toMatchObject([{ type: 'ledger', expected: 6000, actual: 5000 }])
  })

  it('when the gateway has taken a dispute and nobody told us, then ledger', async () => {
    const created_at = toTimestamp(Date.now() - 5 * MINUTE_MS)
    const given = { type: 'adjustment', amount: -3000, fee: 1500, source_ref: 'dp_1', created_at }
    opened.gatewayBooks.movements.push(buildMovement({ ...given, gateway_ref: paid[0].intent.gateway_ref }))
    expect(await found()).toEqual([{ type: 'ledger', ...whose(paid[0]), expected: 3000, actual: 0 }])
  })

  it('when an entry is deleted from the ledger, or one posted twice, then ledger', async () => {
    const ofPayment = 'SELECT id FROM ledger_transactions WHERE payment_id = ? AND source_event LIKE ?'
    const text = `DELETE FROM ledger_entries WHERE transaction_id IN (${ofPayment})`
    await opened.tamper('ledger_entries', text, [paid[0].payment.id, 'capture:%'])
    expect(await found()).toEqual([{ type: 'ledger', ...whose(paid[0]), expected: 3000, actual: 0 }])
  })

  it('when it is younger than it takes to settle, then what one side alone has waits, and what differs does not', async () => {
    const created_at = toTimestamp(Date.now() - 1000)
    opened.gatewayBooks.intents.push(buildIntent({ gateway_ref: 'pi_young', created_at }))
    await opened.addPaid(1000)
    opened.gatewayBooks.intents.pop()
    const young = await opened.addPaid(1000)
    young.intent.amount_captured = 2000
    expect(await found()).toEqual([{ type: 'amount', ...whose(young), expected: 3000, actual: 2000 }])
    opened.clock.ahead_ms = 2 * MINUTE_MS
    expect((await found()).map(({ type }) => type).toSorted()).toEqual(['amount', 'missing_gateway', 'missing_local'])
  })

  it('when an old payment is refunded in the window, then it is compared again', async () => {
    const old = await opened.addPaid(5 * HOUR_MS)
    old.intent.amount_refunded = 3000
    expect(await found()).toEqual([])
    const created_at = toTimestamp(Date.now() - 10 * MINUTE_MS)
    const refund = { type: 'refund', amount: -3000, fee: 0, gateway_ref: old.intent.gateway_ref }
    opened.gatewayBooks.movements.push(buildMovement({ ...refund, created_at }))
    expect(await found()).toEqual([{ type: 'amount', ...whose(old), expected: 0, actual: 3000 }])
  })

  it('when it is out of the window, then it is not looked at', async () => {
    opened.gatewayBooks.intents.push(buildIntent({ gateway_ref: 'pi_strange' }))
    const run = await opened.run({ from: Date.now() - HOUR_MS, to: Date.now() - 30 * MINUTE_MS })
    expect(run).toMatchObject({ intents: 0, movements: 0, payments: 0, breaks: [] })
  })

  it('when it goes wrong on both sides at once and heals before it is confirmed, then it is none', async () => {
    const { readIntent } = opened.gatewayBooks
    const [{ intent }] = paid
    intent.amount_refunded = 500
    opened.gatewayBooks.readIntent = async (ref) => {
      intent.amount_refunded = 0
      return readIntent(ref)
    }
    expect(await found()).toEqual([])
    opened.gatewayBooks.readIntent = readIntent
  })

  it('when it runs again, then the same breaks, and each is one that is open', async () => {
    opened.gatewayBooks.intents.push(buildIntent({ gateway_ref: 'pi_strange' }))
    const [one, two] = [await found(), await found()]
    expect(one).toEqual(two)
    expect(await opened.reconciliation.countOpenBreaks()).toBe(1)
  })
})
