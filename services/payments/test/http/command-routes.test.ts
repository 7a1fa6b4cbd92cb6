import type { Payment } from '@tradewind/contracts/payments.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/domain/outcome.ts'
import { buildRequest } from '../build-charge.ts'
import { challenged, succeeded } from '../fake-gateway.ts'
import { readPayment, type StartedApp, startApp } from '../start-app.ts'

const unknown: Outcome = { kind: 'unknown', reason: 'timeout', key_spent: false }
const error = { code: 'charge_expired_for_capture', decline_code: null, advice_code: null, message: 'Too late.' }
let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
beforeEach(() => {
  Object.assign(started.gateway, { sends: [], outcomes: [], found: { kind: 'none' } })
  started.objects.reads.length = 0
})
afterAll(() => started.close())

/** A payment that is held, or that asks for 3-D Secure. */
const hold = async () => readPayment(await started.pay(buildRequest({ capture_method: 'manual' })))
async function challenge(): Promise<Payment> {
  started.gateway.outcomes.push(challenged())
  return readPayment(await started.pay(buildRequest()))
}
const codeOf = (response: { statusCode: number; json(): { code: string } }) => [
  response.statusCode,
  response.json().code,
]

describe('POST /payments/:id/capture', () => {
  it('when all of it is captured, then 200 and it is in the ledger', async () => {
    const { id } = await hold()
    const response = await started.command(`/payments/${id}/capture`)
    expect(response.statusCode).toBe(200)
    expect(readPayment(response)).toMatchObject({ status: 'succeeded', amount_captured: 3000, amount_capturable: 0 })
    const entries = (await started.get(`/ledger/entries?payment_id=${id}`)).json().data
    expect(entries.map(({ account }: { account: string }) => account).sort()).toEqual([
      'gateway_receivable',
      'order_revenue',
    ])
  })

  it('when a part is captured, then the rest is let go, and a second capture is refused', async () => {
    const { id } = await hold()
    const response = await started.command(`/payments/${id}/capture`, { amount: 1200 })
    expect(readPayment(response)).toMatchObject({ status: 'succeeded', amount_captured: 1200, amount_capturable: 0 })
    expect(codeOf(await started.command(`/payments/${id}/capture`, { amount: 100 }))).toEqual([409, 'invalid_state'])
  })

  it('when it is more than is held, then 422 with the pointer, and nothing is sent', async () => {
    const { id } = await hold()
    started.gateway.sends.length = 0
    const response = await started.command(`/payments/${id}/capture`, { amount: 3001 })
    expect(codeOf(response)).toEqual([422, 'amount_exceeds_capturable'])
    expect(response.json().errors).toMatchObject([{ pointer: '/amount' }])
    expect(started.gateway.sends).toEqual([])
  })

  it('when the same key comes again, then the payment as it is, and one send', async () => {
    const { id } = await hold()
    await started.command(`/payments/${id}/capture`, {}, `capture-${id}`)
    const again = await started.command(`/payments/${id}/capture`, {}, `capture-${id}`)
    expect([again.statusCode, again.headers['idempotent-replayed']]).toEqual([200, 'true'])
    expect(started.gateway.sends.filter((key) => key.startsWith('cap:'))).toHaveLength(1)
    const other = await started.command(`/payments/${id}/capture`, { amount: 5 }, `capture-${id}`)
    expect(codeOf(other)).toEqual([422, 'idempotency_key_reused'])
  })

  it('when 10 different keys capture at once, then one send, and the others are told the state', async () => {
    const { id } = await hold()
    started.gateway.sends.length = 0
    const answers = await Promise.all(Array.from({ length: 10 }, () => started.command(`/payments/${id}/capture`)))
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(9)
    expect(started.gateway.sends).toHaveLength(1)
  })

  it('when the outcome is unknown, then 202, and the look-up ends it', async () => {
    const { id } = await hold()
    started.gateway.outcomes.push(unknown)
    const response = await started.command(`/payments/${id}/capture`)
    expect([response.statusCode, readPayment(response).status]).toEqual([202, 'processing'])
    started.gateway.found = { kind: 'found', outcome: succeeded() }
    const synced = await started.command(`/payments/${id}/sync`)
    expect([synced.statusCode, readPayment(synced).status]).toEqual([200, 'succeeded'])
  })

  it('when the gateway was never reached, then 503, and the same key sends', async () => {
    const { id } = await hold()
    started.gateway.outcomes.push({ kind: 'not_sent', reason: 'ECONNREFUSED' })
    expect(codeOf(await started.command(`/payments/${id}/capture`, {}, `away-${id}`))).toEqual([
      503,
      'gateway_unavailable',
    ])
    expect((await started.command(`/payments/${id}/capture`, {}, `away-${id}`)).statusCode).toBe(200)
  })

  it('when the gateway refuses, then 402, and the hold is as it was', async () => {
    const { id, gateway_ref } = await hold()
    const at_gateway = { ...heldAt(gateway_ref), card: null }
    started.gateway.outcomes.push({ kind: 'refused', error, at_gateway })
    const response = await started.command(`/payments/${id}/capture`)
    expect(codeOf(response)).toEqual([402, 'payment_refused'])
    const payment = readPayment(await started.get(`/payments/${id}`))
    expect(payment).toMatchObject({ status: 'requires_capture', amount_capturable: 3000, last_error: error })
  })
})

const heldAt = (gateway_ref: string | null) => ({
  gateway_ref: gateway_ref ?? '',
  status: 'requires_capture' as const,
  amount_captured: 0,
  amount_capturable: 3000,
  next_action: null,
  capture_before: null,
})

describe('POST /payments/:id/cancel', () => {
  it('when it is held, then 200 canceled, and the order may be paid again', async () => {
    const { id, order_id } = await hold()
    const response = await started.command(`/payments/${id}/cancel`, { reason: 'changed mind' })
    expect([response.statusCode, readPayment(response).status]).toEqual([200, 'canceled'])
    const again = await started.pay(buildRequest({ order_id }), { 'idempotency-key': `again-${order_id}` })
    expect(again.statusCode).toBe(201)
  })

  it('when it waits for the customer, then 200 canceled', async () => {
    const { id } = await challenge()
    expect(readPayment(await started.command(`/payments/${id}/cancel`)).status).toBe('canceled')
  })

  it('when it is canceled already, then 200 and nothing is sent', async () => {
    const { id } = await hold()
    await started.command(`/payments/${id}/cancel`)
    started.gateway.sends.length = 0
    expect((await started.command(`/payments/${id}/cancel`)).statusCode).toBe(200)
    expect(started.gateway.sends).toEqual([])
  })

  it('when it is captured, or its charge is unknown, then 409', async () => {
    const captured = readPayment(await started.pay(buildRequest()))
    expect(codeOf(await started.command(`/payments/${captured.id}/cancel`))).toEqual([409, 'invalid_state'])
    started.gateway.outcomes.push(unknown)
    const processing = readPayment(await started.pay(buildRequest()))
    expect(codeOf(await started.command(`/payments/${processing.id}/cancel`))).toEqual([409, 'invalid_state'])
  })

  it('when the gateway has captured it meanwhile, then 409, and the money is in the books', async () => {
    const { id } = await hold()
    started.gateway.outcomes.push(succeeded())
    expect(codeOf(await started.command(`/payments/${id}/cancel`))).toEqual([409, 'invalid_state'])
    expect(readPayment(await started.get(`/payments/${id}`))).toMatchObject({
      status: 'succeeded',
      amount_captured: 3000,
    })
  })
})

describe('POST /payments/:id/confirm and sync', () => {
  it('when the customer has done 3-D Secure, then confirm goes on', async () => {
    const { id } = await challenge()
    const response = await started.command(`/payments/${id}/confirm`)
    expect([response.statusCode, readPayment(response).status]).toEqual([200, 'succeeded'])
  })

  it('when the card is declined after it, then the payment failed', async () => {
    const { id } = await challenge()
    const declined = { ...error, code: 'authentication_failed', decline_code: 'authentication_failed' }
    started.gateway.outcomes.push({ kind: 'declined', error: declined, gateway_ref: null })
    const payment = readPayment(await started.command(`/payments/${id}/confirm`))
    expect(payment).toMatchObject({ status: 'failed', last_error: declined })
    expect(payment.gateway_ref).toMatch(/^pi_/)
  })

  it('when nothing waits for a confirmation, then 200 with the payment', async () => {
    const { id } = readPayment(await started.pay(buildRequest()))
    expect(readPayment(await started.command(`/payments/${id}/confirm`)).status).toBe('succeeded')
  })

  it('when it is synced, then what the gateway has is adopted, and a late older word changes nothing', async () => {
    const { id, gateway_ref } = await challenge()
    started.objects.setIntent(gateway_ref, { outcome: succeeded({ gateway_ref: gateway_ref ?? '' }) })
    expect(readPayment(await started.command(`/payments/${id}/sync`)).status).toBe('succeeded')
    expect(started.objects.reads).toEqual([gateway_ref])
    started.objects.setIntent(gateway_ref, { outcome: challenged() })
    expect(readPayment(await started.command(`/payments/${id}/sync`)).status).toBe('succeeded')
  })

  it('when there is no such payment or no key, then 404 and 400', async () => {
    expect(codeOf(await started.command('/payments/pay_none/sync'))).toEqual([404, 'payment_not_found'])
    expect(codeOf(await started.command('/payments/pay_none/capture'))).toEqual([404, 'payment_not_found'])
    expect(codeOf(await started.command('/payments/pay_none/cancel', {}, ''))).toEqual([400, 'idempotency_key_missing'])
  })
})
