import type { Payment } from '@tradewind/contracts/payments.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GatewayDispute } from '../../src/domain/dispute.ts'
import { buildRequest } from '../build-charge.ts'
import { challenged, succeeded } from '../fake-gateway.ts'
import { readPayment, readRefund, type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
beforeEach(() => {
  Object.assign(started.gateway, { sends: [], outcomes: [], found: { kind: 'none' } })
  Object.assign(started.objects, { away: false })
  started.objects.reads.length = 0
  started.orders.told.length = 0
})
afterAll(() => started.close())

const intent = (id: string | null) => ({ id: id ?? '', object: 'payment_intent' })
const read = async (id: string) => readPayment(await started.get(`/payments/${id}`))
async function challenge(): Promise<Payment> {
  started.gateway.outcomes.push(challenged())
  return readPayment(await started.pay(buildRequest()))
}
async function hear(object: { id: string; object: string }, type?: string) {
  await started.notify({ object, ...(type && { type }) })
  await started.workNotices()
}
/** What is postponed comes up again. */
async function hearLater() {
  started.clock.ahead_ms += 600_000
  await started.workNotices()
}
const countOf = async (status: string) =>
  (await started.deps.notices.count()).find((row) => row.status === status)?.notices ?? 0
const balanceOf = async (payment_id: string, account: string): Promise<number> => {
  const { data } = (await started.get(`/ledger/entries?payment_id=${payment_id}&account=${account}&limit=100`)).json()
  const signed = (entry: { direction: string; amount: number }) =>
    entry.direction === 'debit' ? entry.amount : -entry.amount
  return data.map(signed).reduce((sum: number, amount: number) => sum + amount, 0)
}

describe('a notice of an intent', () => {
  it('when the customer has done 3-D Secure, then the payment is captured, in the books, and orders is told', async () => {
    const { id, gateway_ref } = await challenge()
    started.objects.setIntent(gateway_ref, { outcome: succeeded({ gateway_ref: gateway_ref ?? '' }) })
    await hear(intent(gateway_ref))
    expect(await read(id)).toMatchObject({ status: 'succeeded', amount_captured: 3000 })
    expect(await balanceOf(id, 'gateway_receivable')).toBe(3000)
    await started.tellOrders()
    expect(started.orders.told.at(-1)).toMatchObject({ type: 'payment.changed', payment_id: id })
  })

  it('when it comes twice and late, then nothing is read or posted again', async () => {
    const { id, gateway_ref } = await challenge()
    started.objects.setIntent(gateway_ref, { outcome: succeeded({ gateway_ref: gateway_ref ?? '' }) })
    await hear(intent(gateway_ref))
    const { version } = await read(id)
    started.objects.reads.length = 0
    await hear(intent(gateway_ref))
    await hear(intent(gateway_ref), 'payment_intent.requires_action')
    expect(started.objects.reads).toEqual([])
    expect((await read(id)).version).toBe(version)
  })

  it('when the gateway does not answer, then it is read again later', async () => {
    const { id, gateway_ref } = await challenge()
    started.objects.away = true
    await hear(intent(gateway_ref))
    expect((await read(id)).status).toBe('requires_action')
    started.objects.away = false
    started.objects.setIntent(gateway_ref, { outcome: succeeded({ gateway_ref: gateway_ref ?? '' }) })
    await hearLater()
    expect((await read(id)).status).toBe('succeeded')
  })

  it('when it is of no payment of ours, then it is parked, tried again, and expires to be seen', async () => {
    started.objects.setIntent('pi_foreign', {})
    await hear(intent('pi_foreign'))
    expect(await countOf('parked')).toBe(1)
    await hearLater()
    expect(await countOf('parked')).toBe(1)
    started.clock.ahead_ms += 4 * 24 * 3_600_000
    await started.workNotices()
    expect([await countOf('parked'), await countOf('expired')]).toEqual([0, 1])
  })

  it('when the payment is under way, then what is unknown is looked up at once, and the notice waits for it', async () => {
    started.gateway.outcomes.push({ kind: 'unknown', reason: 'timeout', key_spent: false })
    const { id } = readPayment(await started.pay(buildRequest()))
    started.objects.setIntent('pi_late', { payment_id: id })
    started.gateway.found = { kind: 'found', outcome: succeeded({ gateway_ref: 'pi_late' }) }
    await hear(intent('pi_late'))
    const sweeper = started.sweep()
    await eventually(async () => expect((await read(id)).status).toBe('succeeded'))
    await sweeper.stop()
    await hearLater()
    expect(await countOf('received')).toBe(0)
  })
})

describe('a charge that should not be', () => {
  const undoes = async (gateway_ref: string, status: string) => {
    const sweeper = started.sweep()
    await eventually(async () =>
      expect(await started.deps.notices.findStray(gateway_ref)).toMatchObject({ status, amount: 3000 }),
    )
    await sweeper.stop()
  }

  it('when a given-up send has charged after all, then it is refunded, once, and the books hold both', async () => {
    const { id } = readPayment(await started.pay(buildRequest()))
    started.objects.setIntent('pi_given_up', { payment_id: id })
    await hear(intent('pi_given_up'))
    await hear(intent('pi_given_up'))
    await undoes('pi_given_up', 'refunded')
    expect(started.gateway.sends.filter((key) => key.startsWith('undo:'))).toHaveLength(1)
    expect(await read(id)).toMatchObject({ status: 'succeeded', amount_captured: 3000, amount_refunded: 0 })
    expect(await balanceOf(id, 'gateway_receivable')).toBe(3000)
    expect([await balanceOf(id, 'order_revenue'), await balanceOf(id, 'refunds')]).toEqual([-3000, 0])
    for (const account of ['order_revenue', 'refunds']) {
      const { data } = (await started.get(`/ledger/entries?account=${account}&limit=100`)).json()
      expect(data).toContainEqual(expect.objectContaining({ payment_id: null, amount: 3000 }))
    }
  })

  it('when the intent of a canceled payment has succeeded, then it is refunded', async () => {
    const { id, gateway_ref } = await challenge()
    await started.command(`/payments/${id}/cancel`)
    started.objects.setIntent(gateway_ref, {})
    await hear(intent(gateway_ref))
    await undoes(gateway_ref ?? '', 'refunded')
    expect(await read(id)).toMatchObject({ status: 'canceled', amount_captured: 0 })
    expect(await balanceOf(id, 'gateway_receivable')).toBe(0)
  })

  it('when a hold of it can only be let go, then it is voided and nothing is posted', async () => {
    const { id } = readPayment(await started.pay(buildRequest()))
    started.objects.setIntent('pi_held', { payment_id: id })
    started.gateway.outcomes.push({ kind: 'undone', undoing: { how: 'voided', refund_ref: null } })
    await hear(intent('pi_held'))
    await undoes('pi_held', 'voided')
    expect(await balanceOf(id, 'order_revenue')).toBe(-3000)
  })

  it('when nothing of it was charged, then it is left alone', async () => {
    const { id } = readPayment(await started.pay(buildRequest()))
    started.objects.setIntent('pi_declined', { payment_id: id, live_amount: 0 })
    await hear(intent('pi_declined'))
    expect(await started.deps.notices.findStray('pi_declined')).toBeUndefined()
  })
})

describe('a notice of a refund', () => {
  const pay = async () => readPayment(await started.pay(buildRequest())).id
  const refund = async (id: string) => readRefund(await started.command(`/payments/${id}/refunds`, { amount: 1000 }))
  const hearOf = (id: string | null) => hear({ id: id ?? '', object: 'refund' }, 'refund.updated')

  it('when it fails after it had succeeded, then it is given back, corrected in the books, and orders is told', async () => {
    const id = await pay()
    const { id: refund_id, gateway_ref } = await refund(id)
    const error = { code: 'lost_or_stolen_card', message: 'It failed.' }
    started.objects.setRefund(gateway_ref ?? '', {
      refund: { gateway_ref: gateway_ref ?? '', status: 'failed', error },
      refund_id,
    })
    await hearOf(gateway_ref)
    await hearOf(gateway_ref)
    expect(await read(id)).toMatchObject({ amount_refunded: 0, amount_refund_pending: 0 })
    expect(await balanceOf(id, 'gateway_receivable')).toBe(3000)
    expect(readRefund(await started.get(`/refunds/${refund_id}`))).toMatchObject({
      status: 'failed',
      last_error: error,
    })
    await started.tellOrders()
    expect(started.orders.told).toContainEqual(
      expect.objectContaining({ type: 'refund.changed', object_id: refund_id }),
    )
  })

  it('when it ends before our answer, then both agree on it once', async () => {
    const id = await pay()
    started.gateway.outcomes.push({ kind: 'unknown', reason: 'timeout', key_spent: false })
    const { id: refund_id } = await refund(id)
    const at_gateway = { gateway_ref: 're_early', status: 'succeeded' as const, error: null }
    started.objects.setRefund('re_early', { refund: at_gateway, refund_id })
    await hearOf('re_early')
    expect(await read(id)).toMatchObject({ amount_refunded: 1000, amount_refund_pending: 0 })
    started.gateway.found = { kind: 'found', outcome: { kind: 'refunded', refund: at_gateway } }
    await started.command(`/payments/${id}/sync`)
    const sweeper = started.sweep()
    await eventually(async () => expect(await openOf(refund_id)).toBe(0))
    await sweeper.stop()
    expect(await read(id)).toMatchObject({ amount_refunded: 1000, amount_refund_pending: 0 })
  })

  it('when it was not made by us, then it is parked to be seen', async () => {
    const before = await countOf('parked')
    const at_gateway = { gateway_ref: 're_foreign', status: 'succeeded' as const, error: null }
    started.objects.setRefund('re_foreign', { refund: at_gateway, refund_id: null })
    await hearOf('re_foreign')
    expect(await countOf('parked')).toBe(before + 1)
  })
})

async function openOf(refund_id: string): Promise<number> {
  started.clock.ahead_ms += 60_000
  const query = sql<{ n: number }>`SELECT COUNT(*) AS n FROM payment_attempts
    WHERE refund_id = ${refund_id} AND next_at IS NOT NULL`
  return (await started.database.read((connection) => query.execute(connection))).rows[0]?.n ?? 0
}

describe('a notice of a dispute', () => {
  const disputed = (given: Partial<GatewayDispute>): GatewayDispute => ({
    gateway_ref: `dp_${given.intent_ref}`,
    charge_ref: 'ch_1',
    intent_ref: null,
    amount: 3000,
    currency: 'USD',
    status: 'open',
    reason: 'fraudulent',
    evidence_due_by: null,
    ...given,
  })
  async function hearOf(dispute: GatewayDispute) {
    started.objects.setDispute(dispute)
    await hear({ id: dispute.gateway_ref, object: 'dispute' }, 'charge.dispute.updated')
  }
  async function pay() {
    const { id, gateway_ref } = readPayment(await started.pay(buildRequest()))
    return { id, intent_ref: gateway_ref }
  }

  it('when it opens, then its money is held, shown, not refundable, and orders is told', async () => {
    const { id, intent_ref } = await pay()
    await hearOf(disputed({ intent_ref }))
    await hearOf(disputed({ intent_ref }))
    expect(await read(id)).toMatchObject({ amount_disputed: 3000, amount_captured: 3000 })
    expect([await balanceOf(id, 'dispute_hold'), await balanceOf(id, 'gateway_receivable')]).toEqual([3000, 0])
    expect((await started.command(`/payments/${id}/refunds`)).json().code).toBe('amount_exceeds_refundable')
    const { data } = (await started.get(`/disputes?payment_id=${id}`)).json()
    expect(data).toMatchObject([{ status: 'open', amount: 3000, reason: 'fraudulent' }])
    expect((await started.get(`/disputes/${data[0].id}`)).json()).toEqual(data[0])
    await started.tellOrders()
    expect(started.orders.told.at(-1)).toMatchObject({ payment_id: id, object_id: data[0].id })
  })

  it('when it is won, then the money is back', async () => {
    const { id, intent_ref } = await pay()
    await hearOf(disputed({ intent_ref }))
    await hearOf(disputed({ intent_ref, status: 'won' }))
    expect((await read(id)).amount_disputed).toBe(0)
    expect([await balanceOf(id, 'dispute_hold'), await balanceOf(id, 'gateway_receivable')]).toEqual([0, 3000])
  })

  it('when it is lost, then the money is gone, and nothing that comes later changes that', async () => {
    const { id, intent_ref } = await pay()
    await hearOf(disputed({ intent_ref }))
    await hearOf(disputed({ intent_ref, status: 'lost' }))
    await hearOf(disputed({ intent_ref, status: 'open' }))
    expect((await read(id)).amount_disputed).toBe(3000)
    const balances = [await balanceOf(id, 'dispute_hold'), await balanceOf(id, 'chargeback_loss')]
    expect(balances).toEqual([0, 3000])
  })

  it('when it is over before we hear of it, then it was opened too', async () => {
    const { id, intent_ref } = await pay()
    await hearOf(disputed({ intent_ref, status: 'lost' }))
    expect((await read(id)).amount_disputed).toBe(3000)
    expect([await balanceOf(id, 'gateway_receivable'), await balanceOf(id, 'chargeback_loss')]).toEqual([0, 3000])
  })

  it('when it is only an inquiry, then nothing is held', async () => {
    const { id, intent_ref } = await pay()
    await hearOf(disputed({ intent_ref, status: 'none' }))
    expect((await read(id)).amount_disputed).toBe(0)
    expect((await started.get(`/disputes?payment_id=${id}`)).json().data).toEqual([])
  })

  it('when there is none such, then 404', async () => {
    const response = await started.get('/disputes/dis_none')
    expect([response.statusCode, response.json().code]).toEqual([404, 'dispute_not_found'])
  })
})
