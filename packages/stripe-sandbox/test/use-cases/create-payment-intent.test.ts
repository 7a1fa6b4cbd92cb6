import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catchError, listCharges, paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

describe('when a good card is created and confirmed in one call', () => {
  test.each([
    ['pm_card_visa', 'visa', '4242'],
    ['pm_card_mastercard', 'mastercard', '4444'],
    ['pm_card_amex', 'amex', '8431'],
  ])('then %s is charged as %s %s', async (method, brand, last4) => {
    const params = { ...paymentOf(`ord_${method}`, method), expand: ['latest_charge'] }
    const intent = await sandbox.stripe.paymentIntents.create(params)
    expect(intent).toMatchObject({ object: 'payment_intent', status: 'succeeded', amount: 3000, amount_received: 3000 })
    const charge = intent.latest_charge as Stripe.Charge
    expect(charge).toMatchObject({ paid: true, captured: true, amount_captured: 3000, status: 'succeeded' })
    expect(charge.payment_method_details?.card).toMatchObject({ brand, last4, network: brand, exp_month: 12 })
    expect(charge.payment_intent).toBe(intent.id)
    expect(charge.metadata).toEqual(params.metadata)
  })
})

describe('when the test card is one that is refused', () => {
  test.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', ''],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', ''],
  ])('then %s is a 402 with %s and a failed charge', async (method, code, decline_code) => {
    const work = sandbox.stripe.paymentIntents.create(paymentOf(`ord_${method}`, method))
    const error = await catchError(work, Stripe.errors.StripeCardError)
    expect({ status: error.statusCode, code: error.code, decline_code: error.decline_code }).toEqual({
      status: 402,
      code,
      decline_code,
    })
    const intent = await sandbox.stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '')
    expect(intent.status).toBe('requires_payment_method')
    expect(intent.amount_received).toBe(0)
    expect(intent.last_payment_error).toMatchObject({ type: 'card_error', code, charge: error.charge })
    const charges = await listCharges(sandbox.url, `ord_${method}`)
    expect(charges).toMatchObject([{ id: error.charge, paid: false, status: 'failed', failure_code: code }])
  })
})

describe('when the card asks for authentication', () => {
  const method = 'pm_card_authenticationRequired'

  test('then the intent requires action, sends to a page of ours, and nothing is charged', async () => {
    const params = { ...paymentOf('ord_3ds', method), return_url: 'https://shop.example/back' }
    const intent = await sandbox.stripe.paymentIntents.create(params)
    expect(intent).toMatchObject({ status: 'requires_action', latest_charge: null, amount_received: 0 })
    expect(intent.next_action?.redirect_to_url?.return_url).toBe('https://shop.example/back')
    expect(intent.next_action?.redirect_to_url?.url).toContain(sandbox.url)
    expect(await listCharges(sandbox.url, 'ord_3ds')).toEqual([])
  })

  test('then the SDK of the browser is asked when there is no return_url', async () => {
    const intent = await sandbox.stripe.paymentIntents.create(paymentOf('ord_3ds_sdk', method))
    expect(intent.next_action?.type).toBe('use_stripe_sdk')
  })

  test.each([{ off_session: true }, { error_on_requires_action: true }])('then %o declines it', async (unattended) => {
    const work = sandbox.stripe.paymentIntents.create({ ...paymentOf('ord_3ds_off', method), ...unattended })
    const error = await catchError(work, Stripe.errors.StripeCardError)
    expect(error.code).toBe('authentication_required')
  })
})

describe('when it is not confirmed', () => {
  test('then it waits for a payment method, or for the confirmation', async () => {
    const bare = await sandbox.stripe.paymentIntents.create({ amount: 100, currency: 'eur' })
    expect(bare).toMatchObject({ status: 'requires_payment_method', capture_method: 'automatic_async' })
    expect(bare.client_secret).toMatch(new RegExp(`^${bare.id}_secret_`))
    const ready = await sandbox.stripe.paymentIntents.create({
      amount: 100,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    })
    expect(ready).toMatchObject({ status: 'requires_confirmation', payment_method: 'pm_card_visa' })
  })
})
