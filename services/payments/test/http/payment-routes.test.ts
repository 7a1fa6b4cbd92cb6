import { Payment } from '@tradewind/contracts/payments.ts'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRequest, newOrderId } from '../build-charge.ts'
import { readPayment, type StartedApp, startApp } from '../start-app.ts'

const error = { code: 'card_declined', decline_code: 'lost_card', advice_code: 'do_not_try_again', message: 'No.' }
let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
afterAll(() => started.close())

describe('POST /payments', () => {
  it('when the card pays, then 201 with the payment and its place', async () => {
    const response = await started.pay(buildRequest({ customer: { id: 'cus_7' }, metadata: { gift: 'yes' } }))
    const payment = readPayment(response)
    expect(response.statusCode).toBe(201)
    expect(response.headers.location).toBe(`/payments/${payment.id}`)
    expect(Value.Check(Payment, payment)).toBe(true)
    expect(payment).toMatchObject({
      status: 'succeeded',
      amount_captured: 3000,
      customer_id: 'cus_7',
      metadata: { gift: 'yes' },
    })
    expect((await started.get(`/payments/${payment.id}`)).json()).toEqual(payment)
  })

  it('when the card is declined, then 402 with its reasons, and its replay the same', async () => {
    started.gateway.outcomes.push({ kind: 'declined', error, gateway_ref: 'pi_2' })
    const request = buildRequest()
    const first = await started.pay(request)
    expect(first.statusCode).toBe(402)
    expect(first.json()).toMatchObject(error)
    expect(first.json().payment_id).toMatch(/^pay_/)
    const again = await started.pay(request)
    expect(again.statusCode).toBe(402)
    expect(again.json()).toEqual(first.json())
  })

  it('when the gateway refuses the request, then 402 payment_refused', async () => {
    const refused = { code: 'amount_too_large', decline_code: null, advice_code: null, message: 'Too large.' }
    started.gateway.outcomes.push({ kind: 'refused', error: refused })
    const response = await started.pay(buildRequest())
    expect(response.statusCode).toBe(402)
    expect(response.json()).toMatchObject({ code: 'payment_refused', decline_code: 'amount_too_large' })
  })

  it('when the outcome is unknown, then 202 and processing, never failed', async () => {
    started.gateway.outcomes.push({ kind: 'unknown', reason: 'timeout', key_spent: false })
    const response = await started.pay(buildRequest())
    expect(response.statusCode).toBe(202)
    expect(readPayment(response)).toMatchObject({ status: 'processing', last_error: null })
    expect(response.headers.location).toBe(`/payments/${readPayment(response).id}`)
  })

  it('when the caller stops waiting before the gateway answers, then 202', async () => {
    const { promise, resolve } = Promise.withResolvers<never>()
    started.gateway.outcomes.push(promise)
    const response = await started.pay(buildRequest(), { 'x-deadline-ms': '100' })
    expect(response.statusCode).toBe(202)
    resolve({ kind: 'unknown', reason: 'timeout', key_spent: false } as never)
  })

  it('when the gateway is away, then 503, and the same key sends at once when it is back', async () => {
    started.gateway.outcomes.push({ kind: 'not_sent', reason: 'ECONNREFUSED' })
    const request = buildRequest()
    const away = await started.pay(request)
    expect(away.statusCode).toBe(503)
    expect(away.json().code).toBe('gateway_unavailable')
    expect(away.headers['retry-after']).toBe('1')
    const back = await started.pay(request)
    expect(back.statusCode).toBe(201)
    expect(back.headers['idempotent-replayed']).toBe('true')
  })

  it('when the key is missing, then 400', async () => {
    const response = await started.post(buildRequest())
    expect([response.statusCode, response.json().code]).toEqual([400, 'idempotency_key_missing'])
  })

  it('when the body has faults, then 422 with each of them', async () => {
    const body = { ...buildRequest({ currency: 'XXX', amount: 0 }), payment_method: '4242', amuont: 1 }
    const response = await started.post(body, { 'idempotency-key': 'faults' })
    const found = response
      .json()
      .errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)
    expect(response.statusCode).toBe(422)
    expect(found.sort()).toEqual([
      '/amount too_small',
      '/amuont unknown_field',
      '/currency currency_unknown',
      '/payment_method invalid_payment_method',
    ])
  })

  it.each([
    [{ amount: 49 }, 'amount_too_small', '/amount'],
    [{ amount: 5124, currency: 'KWD' }, 'amount_not_representable', '/amount'],
    [{ amount: 5000, currency: 'KPW' }, 'currency_unsupported', '/currency'],
  ])('when the gateway cannot charge %o, then 422 %s, and nothing is sent or stored', async (given, code, pointer) => {
    const sends = started.gateway.sends.length
    const request = buildRequest(given)
    const response = await started.pay(request)
    expect([response.statusCode, response.json().code]).toEqual([422, code])
    expect(response.json().errors).toMatchObject([{ pointer, code }])
    expect(started.gateway.sends).toHaveLength(sends)
    expect((await started.get(`/payments?order_id=${request.order_id}`)).json().data).toEqual([])
  })

  it('when a card number is in it, then 422 with the pointer', async () => {
    const response = await started.pay(buildRequest({ metadata: { note: 'card 4242 4242 4242 4242' } }))
    expect([response.statusCode, response.json().code]).toEqual([422, 'card_number_refused'])
    expect(response.json().errors).toMatchObject([{ pointer: '/metadata/note' }])
  })

  it('when the key of the caller lacks the scope, then 403', async () => {
    const response = await started.pay(buildRequest(), { authorization: 'Bearer sk_reader' })
    expect([response.statusCode, response.json().code]).toEqual([403, 'scope_missing'])
  })
})

describe('GET /payments', () => {
  it('when there is no such payment, then 404', async () => {
    const response = await started.get('/payments/pay_none')
    expect([response.statusCode, response.json().code]).toEqual([404, 'payment_not_found'])
  })

  it('when an order was tried thrice, then its payments come newest first, by pages', async () => {
    const order_id = newOrderId()
    started.gateway.outcomes.push(...[1, 2].map(() => ({ kind: 'declined' as const, error, gateway_ref: null })))
    for (const key of ['one', 'two', 'three'])
      await started.pay(buildRequest({ order_id }), { 'idempotency-key': order_id + key })
    const first = (await started.get(`/payments?order_id=${order_id}&limit=2`)).json()
    expect(first.data.map(({ status }: Payment) => status)).toEqual(['succeeded', 'failed'])
    expect(first).toMatchObject({ has_more: true, next_cursor: first.data[1].id })
    const rest = (await started.get(`/payments?order_id=${order_id}&limit=2&after=${first.next_cursor}`)).json()
    expect(rest).toMatchObject({ has_more: false, next_cursor: null })
    expect(rest.data).toHaveLength(1)
  })

  it('when no order is named, then 422', async () => {
    expect((await started.get('/payments')).statusCode).toBe(422)
  })
})
