import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listCharges, paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
beforeEach(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterEach(() => sandbox.stop())

const RETURN_URL = 'https://shop.example/back?cart=7'
const ask = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) => {
  const params = paymentOf('ord_1', more.payment_method ?? 'pm_card_authenticationRequired')
  return stripe.paymentIntents.create({ ...params, return_url: RETURN_URL, ...more })
}
const say = async ({ next_action }: Stripe.PaymentIntent, answer: 'authorize' | 'fail') => {
  const response = await fetch(`${next_action?.redirect_to_url?.url}/${answer}`, { method: 'POST', redirect: 'manual' })
  return { status: response.status, location: new URL(String(response.headers.get('location'))) }
}
const newestTypes = async (limit: number) => (await stripe.events.list({ limit })).data.map(({ type }) => type)

test('when the address of the next action is opened then the page names the payment and can lead nowhere else', async () => {
  const intent = await ask()
  const response = await fetch(String(intent.next_action?.redirect_to_url?.url))
  const page = await response.text()
  expect(page).toContain('30.00 USD')
  expect(page).toContain('Visa ···· 3184')
  expect(page).toContain('ord_1')
  const policy = response.headers.get('content-security-policy')
  expect(policy).toContain("form-action 'self' https://shop.example;")
})

describe('when the customer authorizes', () => {
  test('then the card is charged and the customer comes back with what Stripe adds', async () => {
    const intent = await ask()
    const { status, location } = await say(intent, 'authorize')
    expect(status).toBe(303)
    expect(location.origin + location.pathname).toBe('https://shop.example/back')
    expect(Object.fromEntries(location.searchParams)).toEqual({
      cart: '7',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    })
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })
    expect(paid).toMatchObject({ status: 'succeeded', next_action: null, amount_received: 3000 })
    const { payment_method_details, balance_transaction } = paid.latest_charge as Stripe.Charge
    expect(payment_method_details?.card?.three_d_secure).toMatchObject({ result: 'authenticated' })
    expect(balance_transaction).toMatch(/^txn_/)
    expect(await newestTypes(2)).toEqual(['payment_intent.succeeded', 'charge.succeeded'])
  })

  test('then twice is once', async () => {
    const intent = await ask()
    await Promise.all([say(intent, 'authorize'), say(intent, 'authorize'), say(intent, 'fail')])
    const { status } = await stripe.paymentIntents.retrieve(intent.id)
    expect(status).toBe('succeeded')
    expect(await listCharges(sandbox.url, 'ord_1')).toHaveLength(1)
  })

  test('then a manual capture is authorized, not taken', async () => {
    const intent = await ask({ capture_method: 'manual' })
    expect((await say(intent, 'authorize')).location.searchParams.get('redirect_status')).toBe('succeeded')
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_capture')
  })

  test('then a card without cover is declined all the same', async () => {
    const intent = await ask({ payment_method: 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds' })
    expect(intent.status).toBe('requires_action')
    expect((await say(intent, 'authorize')).location.searchParams.get('redirect_status')).toBe('failed')
    const declined = await stripe.paymentIntents.retrieve(intent.id)
    expect(declined).toMatchObject({ status: 'requires_payment_method' })
    expect(declined.last_payment_error).toMatchObject({ decline_code: 'insufficient_funds' })
  })
})

describe('when the customer fails', () => {
  test('then nothing is charged, the intent says why and takes another card', async () => {
    const intent = await ask()
    expect((await say(intent, 'fail')).location.searchParams.get('redirect_status')).toBe('failed')
    const failed = await stripe.paymentIntents.retrieve(intent.id)
    expect(failed).toMatchObject({ status: 'requires_payment_method', latest_charge: null, payment_method: null })
    expect(failed.last_payment_error).toMatchObject({ code: 'payment_intent_authentication_failure' })
    expect(await newestTypes(1)).toEqual(['payment_intent.payment_failed'])
    expect((await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).status).toBe(
      'succeeded',
    )
  })
})

test('when there is no return_url then the customer comes back to a page of ours', async () => {
  const { id, next_action } = await stripe.paymentIntents.create(paymentOf('ord_1', 'pm_card_authenticationRequired'))
  expect(next_action?.type).toBe('use_stripe_sdk')
  const response = await fetch(`${sandbox.url}/sandbox/3ds/${id}/authorize`, { method: 'POST' })
  expect(response.url).toContain('/sandbox/returned?payment_intent=')
  expect(await response.text()).toContain('Thank you')
})

test('when the intent is not there then neither is the page', async () => {
  expect((await fetch(`${sandbox.url}/sandbox/3ds/pi_none`)).status).toBe(404)
  expect((await fetch(`${sandbox.url}/sandbox/3ds/pi_none/fail`, { method: 'POST' })).status).toBe(404)
})
