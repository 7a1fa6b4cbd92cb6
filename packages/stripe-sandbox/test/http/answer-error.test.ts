import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catchError, createClient, paymentOf, postForm } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

describe('when the parameters are wrong', () => {
  test.each([
    [{ colour: 'red' }, 'parameter_unknown', 'colour'],
    [{ metadata: { note: 'x'.repeat(501) } }, undefined, 'metadata[note]'],
    [{ amount: undefined }, 'parameter_missing', 'amount'],
    [{ amount: 1.5 }, 'parameter_invalid_integer', 'amount'],
    [{ amount: -1 }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 100_000_000 }, 'amount_too_large', 'amount'],
    [{ currency: 'zzz' }, undefined, 'currency'],
    [{ payment_method: 'pm_none' }, 'resource_missing', 'payment_method'],
    [{ payment_method: undefined }, 'parameter_missing', 'payment_method'],
    [{ allowed_payment_method_types: undefined }, undefined, 'return_url'],
    [{ allowed_payment_method_types: ['ideal'] }, undefined, 'allowed_payment_method_types'],
    [{ payment_method_types: ['card'] }, 'payment_method_types_no_longer_supported', 'payment_method_types'],
    [{ automatic_payment_methods: { enabled: true } }, undefined, 'automatic_payment_methods'],
    [{ capture_method: 'later' }, undefined, 'capture_method'],
    [{ automatic_payment_methods: { when: 'now' } }, 'parameter_unknown', 'automatic_payment_methods[when]'],
    [{ expand: ['everything'] }, undefined, 'expand'],
  ])('then %o is a 400 that names the parameter', async (wrong, code, param) => {
    const params = { ...paymentOf('ord_1', 'pm_card_visa'), ...wrong } as Stripe.PaymentIntentCreateParams
    const error = await catchError(
      sandbox.stripe.paymentIntents.create(params),
      Stripe.errors.StripeInvalidRequestError,
    )
    expect(error).toMatchObject({ statusCode: 400, rawType: 'invalid_request_error', param })
    expect(error.code).toBe(code)
    expect(error.requestId).toMatch(/^req_/)
  })

  test('then nothing was made of any of them', async () => {
    expect((await sandbox.stripe.paymentIntents.list()).data).toEqual([])
  })
})

describe('when the key is not a test key', () => {
  test.each(['sk_live_abcdefghijkl', 'pk_test_abcdefghijkl'])('then %s is refused and not shown', async (key) => {
    const work = createClient(sandbox.port, { key }).paymentIntents.list()
    const error = await catchError(work, Stripe.errors.StripeAuthenticationError)
    expect(error.statusCode).toBe(401)
    expect(error.message).not.toContain(key)
  })

  test('then none at all is refused too', async () => {
    const response = await fetch(`${sandbox.url}/v1/payment_intents`)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
  })
})

test('when the route is unknown then it is a 404 in the shape of Stripe', async () => {
  const work = sandbox.stripe.customers.list()
  const error = await catchError(work, Stripe.errors.StripeInvalidRequestError)
  expect(error.statusCode).toBe(404)
  expect(error.message).toContain('Unrecognized request URL (GET: /v1/customers)')
})

test('when the body is not a form then it is a 400 that says so', async () => {
  const headers = { 'content-type': 'application/json' }
  const response = await postForm(`${sandbox.url}/v1/payment_intents`, '{"amount":1}', headers)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
})

test.each([
  'amount[x]=1&currency=usd',
  'amount=1&currency=usd&metadata=text',
  'amount=1&currency=usd&metadata[__proto__][x]=1',
  'amount=1&amount[a]=2&currency=usd',
  'amount=1&currency=usd&expand=latest_charge',
])('when the form is twisted (%s) then it is a 400, never a 500', async (form) => {
  expect((await postForm(`${sandbox.url}/v1/payment_intents`, form)).status).toBe(400)
})

test('when the API version is older than endive then payment_method_types still counts', async () => {
  const send = (version: string) =>
    postForm(`${sandbox.url}/v1/payment_intents`, 'amount=100&currency=usd&payment_method_types[]=card', {
      'stripe-version': version,
    })
  const response = await send('2025-09-30.clover')
  expect(await response.json()).toMatchObject({ payment_method_types: ['card'], automatic_payment_methods: null })
  expect((await send('2026-10-28.endive')).status).toBe(400)
})
