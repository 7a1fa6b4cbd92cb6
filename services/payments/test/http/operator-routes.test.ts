import { select } from '@tradewind/sql/statement.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRequest } from '../build-charge.ts'
import { readPayment, type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
afterAll(() => started.close())

const unknown = { kind: 'unknown' as const, reason: 'timeout', key_spent: false }
const end = (path: string, payload: object, key = 'sk_admin') =>
  started.app.inject({
    method: 'POST',
    url: `${path}/end-unknown`,
    payload,
    headers: { authorization: `Bearer ${key}` },
  })

describe('POST /payments/:id/end-unknown', () => {
  it('when an outcome stays unknown and an operator ends it, then the payment has failed, and it is audited', async () => {
    started.gateway.outcomes.push(unknown)
    const { id } = readPayment(await started.pay(buildRequest()))
    const ended = await end(`/payments/${id}`, { note: 'the bank says that nothing was booked' })
    expect(ended.statusCode).toBe(200)
    expect(ended.json()).toMatchObject({ id, status: 'failed', last_error: { code: 'ended_by_operator' } })
    const text = 'SELECT actor, action, object_id, detail FROM audit_log'
    const log = await started.database.read((connection) => select<{ detail: string }>(connection, text, []))
    expect(log).toMatchObject([{ actor: 'admin', action: 'attempt.ended', object_id: expect.stringMatching(/^att_/) }])
    expect(JSON.parse(log[0]?.detail ?? '')).toMatchObject({ payment_id: id, kind: 'charge' })
    expect((await end(`/payments/${id}`, { note: 'again' })).json()).toMatchObject({
      status: 409,
      code: 'invalid_state',
    })
  })

  it('when the outcome is known, or there is no such payment, then it is refused', async () => {
    const { id } = readPayment(await started.pay(buildRequest()))
    expect((await end(`/payments/${id}`, { note: 'x' })).json()).toMatchObject({ status: 409, code: 'invalid_state' })
    expect((await started.get(`/payments/${id}`)).json()).toMatchObject({ status: 'succeeded' })
    expect((await end('/payments/pay_none', { note: 'x' })).json().code).toBe('payment_not_found')
  })

  it('when the note is missing, or the key is no operator, then it is refused', async () => {
    expect((await end('/payments/pay_none', {})).statusCode).toBe(422)
    expect((await end('/payments/pay_none', { note: 'x' }, 'sk_reader')).statusCode).toBe(403)
  })
})
