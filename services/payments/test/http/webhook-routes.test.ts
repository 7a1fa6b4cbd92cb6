import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signNotice, WEBHOOK_SECRETS } from '../sign-notice.ts'
import { type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
afterAll(() => started.close())

const received = async () => (await started.deps.notices.count()).find(({ status }) => status === 'received')?.notices

describe('POST /webhooks/stripe', () => {
  it('when it is signed, then 200 once it is written down, and a double is nothing new', async () => {
    expect((await started.notify({ id: 'evt_double' })).json()).toEqual({ received: true })
    const before = await received()
    expect((await started.notify({ id: 'evt_double' })).statusCode).toBe(200)
    expect([before, await received()]).toEqual([1, 1])
  })

  it('when it is signed with the other secret, then 200', async () => {
    expect((await started.notify({ secret: WEBHOOK_SECRETS[1] ?? '' })).statusCode).toBe(200)
  })

  it.each([
    ['with a wrong secret', { secret: 'whsec_of_someone_else' }],
    ['6 minutes ago', { at_ms: Date.now() - 360_000 }],
  ])('when it is signed %s, then 400 and nothing is written down', async (_how, given) => {
    const before = await received()
    const response = await started.notify(given)
    expect([response.statusCode, response.json().code]).toEqual([400, 'webhook_signature_invalid'])
    expect(await received()).toBe(before)
  })

  it('when the body is not to the letter what was signed, then 400', async () => {
    const { payload, signature } = signNotice({ at_ms: Date.now() })
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature }
    const send = (body: string) =>
      started.app.inject({ method: 'POST', url: '/webhooks/stripe', payload: body, headers })
    expect((await send(`${payload} `)).statusCode).toBe(400)
    expect((await send('not json')).statusCode).toBe(400)
    expect((await send('')).statusCode).toBe(400)
    expect((await send(payload)).statusCode).toBe(200)
  })

  it('when it is larger than a webhook is, then 413', async () => {
    const response = await started.notify({ object: { id: 'x'.repeat(300_000), object: 'payment_intent' } })
    expect(response.statusCode).toBe(413)
  })

  it('when it is of what we do not follow, then 200 and nothing is left to do', async () => {
    const before = await received()
    const object = { id: 'cus_1', object: 'customer' }
    expect((await started.notify({ type: 'customer.updated', object })).statusCode).toBe(200)
    expect(await received()).toBe(before)
  })
})
