import { Refund } from '@tradewind/contracts/refunds.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/domain/outcome.ts'
import { buildRequest } from '../build-charge.ts'
import { refunded } from '../fake-gateway.ts'
import { readPayment, readRefund, type StartedApp, startApp } from '../start-app.ts'

const unknown: Outcome = { kind: 'unknown', reason: 'timeout', key_spent: false }
let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
beforeEach(() => {
  Object.assign(started.gateway, { sends: [], outcomes: [], looked_up: [], found: { kind: 'none' } })
})
afterAll(() => started.close())

const pay = async () => readPayment(await started.pay(buildRequest())).id
const sumsOf = async (id: string) => {
  const { amount_refunded, amount_refund_pending } = readPayment(await started.get(`/payments/${id}`))
  return [amount_refunded, amount_refund_pending]
}
const accountsOf = async (id: string): Promise<string[]> => {
  const { data } = (await started.get(`/ledger/entries?payment_id=${id}`)).json()
  return data.map(({ account, direction }: { account: string; direction: string }) => `${direction} ${account}`).sort()
}

describe('POST /payments/:id/refunds', () => {
  it('when a part is given back, then 201, and payment and ledger say so', async () => {
    const id = await pay()
    const response = await started.command(`/payments/${id}/refunds`, { amount: 1000, reason: 'broken' })
    const refund = readRefund(response)
    expect(response.statusCode).toBe(201)
    expect(Value.Check(Refund, refund)).toBe(true)
    expect(refund).toMatchObject({ status: 'succeeded', amount: 1000, reason: 'broken', payment_id: id })
    expect(response.headers.location).toBe(`/refunds/${refund.id}`)
    expect((await started.get(`/refunds/${refund.id}`)).json()).toEqual(refund)
    expect(await sumsOf(id)).toEqual([1000, 0])
    expect(await accountsOf(id)).toContain('credit gateway_receivable')
    expect(started.gateway.sends.at(-1)).toBe(`re:${refund.id}`)
  })

  it('when no amount is named, then all that is left', async () => {
    const id = await pay()
    await started.command(`/payments/${id}/refunds`, { amount: 1000 })
    expect(readRefund(await started.command(`/payments/${id}/refunds`)).amount).toBe(2000)
    const none = await started.command(`/payments/${id}/refunds`)
    expect([none.statusCode, none.json().code]).toEqual([422, 'amount_exceeds_refundable'])
  })

  it('when 30 refunds of 60 % come at once, then exactly one goes through', async () => {
    const id = await pay()
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => started.command(`/payments/${id}/refunds`, { amount: 1800 })),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 422)).toHaveLength(29)
    expect(await sumsOf(id)).toEqual([1800, 0])
    expect(started.gateway.sends.filter((key) => key.startsWith('re:'))).toHaveLength(1)
  })

  it('when the gateway refuses it, then 201 failed with the reason, and the reservation is free again', async () => {
    const id = await pay()
    const error = { code: 'charge_disputed', decline_code: null, advice_code: null, message: 'Disputed.' }
    started.gateway.outcomes.push({ kind: 'refused', error })
    const response = await started.command(`/payments/${id}/refunds`, { amount: 3000 })
    expect(response.statusCode).toBe(201)
    expect(readRefund(response)).toMatchObject({ status: 'failed', last_error: { code: 'charge_disputed' } })
    expect(await sumsOf(id)).toEqual([0, 0])
    expect((await started.command(`/payments/${id}/refunds`)).statusCode).toBe(201)
  })

  it('when its outcome is unknown, then 202 and the amount stays reserved, until it is looked up', async () => {
    const id = await pay()
    started.gateway.outcomes.push(unknown)
    const response = await started.command(`/payments/${id}/refunds`, { amount: 2000 })
    expect([response.statusCode, readRefund(response).status]).toEqual([202, 'processing'])
    expect(await sumsOf(id)).toEqual([0, 2000])
    expect((await started.command(`/payments/${id}/refunds`, { amount: 1500 })).statusCode).toBe(422)
    started.gateway.found = { kind: 'found', outcome: refunded() }
    const sweeper = started.sweep()
    await eventually(async () => expect(await sumsOf(id)).toEqual([2000, 0]))
    await sweeper.stop()
    expect(started.gateway.sends.filter((key) => key.startsWith('re:'))).toHaveLength(1)
  })

  it('when the gateway has only taken it on, then 202, and its end is asked for', async () => {
    const id = await pay()
    started.gateway.outcomes.push(refunded('pending'))
    const response = await started.command(`/payments/${id}/refunds`, { amount: 2000 })
    expect(response.statusCode).toBe(202)
    started.gateway.found = { kind: 'found', outcome: refunded('failed') }
    await started.command(`/payments/${id}/sync`)
    expect(readRefund(await started.get(`/refunds/${readRefund(response).id}`)).status).toBe('failed')
    expect(await sumsOf(id)).toEqual([0, 0])
  })

  it('when the same key comes again, then the same refund, once', async () => {
    const id = await pay()
    const first = await started.command(`/payments/${id}/refunds`, { amount: 500 }, `refund-${id}`)
    const again = await started.command(`/payments/${id}/refunds`, { amount: 500 }, `refund-${id}`)
    expect(again.json()).toEqual(first.json())
    expect([again.statusCode, again.headers['idempotent-replayed']]).toEqual([201, 'true'])
    const other = await started.command(`/payments/${id}/refunds`, { amount: 501 }, `refund-${id}`)
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused'])
    expect(await sumsOf(id)).toEqual([500, 0])
  })

  it('when the payment is only held, then 409', async () => {
    const { id } = readPayment(await started.pay(buildRequest({ capture_method: 'manual' })))
    const response = await started.command(`/payments/${id}/refunds`)
    expect([response.statusCode, response.json().code]).toEqual([409, 'invalid_state'])
  })
})

describe('GET refunds', () => {
  it('when a payment has three, then newest first, by pages', async () => {
    const id = await pay()
    for (const amount of [1, 2, 3]) await started.command(`/payments/${id}/refunds`, { amount })
    const first = (await started.get(`/payments/${id}/refunds?limit=2`)).json()
    expect(first.data.map(({ amount }: Refund) => amount)).toEqual([3, 2])
    const rest = (await started.get(`/payments/${id}/refunds?limit=2&after=${first.next_cursor}`)).json()
    expect([rest.data.length, rest.has_more]).toEqual([1, false])
  })

  it('when there is none such, then 404', async () => {
    const response = await started.get('/refunds/re_none')
    expect([response.statusCode, response.json().code]).toEqual([404, 'refund_not_found'])
  })
})
