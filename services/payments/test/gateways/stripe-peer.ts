import nock from 'nock'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { createStripeClient } from '../../src/gateways/stripe-client.ts'
import { createStripeGateway } from '../../src/gateways/stripe-gateway.ts'

export const BASE = 'https://api.stripe.com'

/** The gateway over the official SDK, answered by nock. */
export function useStripeGateway() {
  const client = createStripeClient({ secret_key: 'sk_test_nock', base_url: BASE })
  beforeAll(() => {
    nock.disableNetConnect()
    nock.enableNetConnect('127.0.0.1')
  })
  afterEach(() => nock.cleanAll())
  afterAll(() => {
    client.close()
    nock.restore()
  })
  return createStripeGateway(client.stripe)
}

export const answerCreate = (status: number, body: object | string, headers: Record<string, string> = {}) =>
  nock(BASE).post('/v1/payment_intents').reply(status, body, headers)

/** A captured intent, with its charge expanded; `given` goes over it. */
export const buildIntent = (given: object = {}) => ({
  id: 'pi_1',
  object: 'payment_intent',
  status: 'succeeded',
  currency: 'usd',
  amount_received: 3000,
  amount_capturable: 0,
  metadata: { attempt_id: 'att_1' },
  next_action: null,
  last_payment_error: null,
  latest_charge: {
    payment_method_details: {
      card: { brand: 'visa', last4: '4242', exp_month: 2, exp_year: 2031, capture_before: 60 },
    },
  },
  ...given,
})
