import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { readFailure } from '../../src/gateways/read-failure.ts'
import { answerCreate, buildIntent, useStripeGateway } from './stripe-peer.ts'

const gateway = useStripeGateway()
const charge = () => gateway.send({ kind: 'charge', request: '{"amount":3000}', key: 'pay:att_1' })
const failure = (status: number, error: object) => answerCreate(status, { error: { message: 'No.', ...error } })

describe('a charge that the gateway does not take', () => {
  it('when the card is declined, then declined, with a decline code also where the gateway gives none', async () => {
    failure(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'lost_card',
      payment_intent: buildIntent(),
    })
    expect(await charge()).toMatchObject({
      kind: 'declined',
      error: { decline_code: 'lost_card' },
      gateway_ref: 'pi_1',
    })
    failure(402, { type: 'card_error', code: 'expired_card' })
    expect(await charge()).toMatchObject({
      kind: 'declined',
      error: { decline_code: 'expired_card' },
      gateway_ref: null,
    })
  })

  it.each([
    ['amount_too_large', 400],
    ['resource_missing', 404],
  ])('when the request is refused (%s), then refused', async (code, status) => {
    failure(status, { type: 'invalid_request_error', code })
    expect(await charge()).toMatchObject({ kind: 'refused', error: { code, decline_code: null } })
  })

  it.each([
    [409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }],
    [429, { type: 'invalid_request_error', code: 'rate_limit' }],
  ])('when the gateway answers %i, then it is asked again later', async (status, error) => {
    failure(status, error)
    expect(await charge()).toMatchObject({ kind: 'in_use' })
  })

  it.each([401, 403])(
    'when our own key is refused (%i), then nothing was sent and no payment fails',
    async (status) => {
      failure(status, { type: 'invalid_request_error' })
      expect(await charge()).toMatchObject({ kind: 'not_sent' })
    },
  )

  it('when the gateway answers 500, then unknown, and the key is spent', async () => {
    failure(500, { type: 'api_error' })
    expect(await charge()).toMatchObject({ kind: 'unknown', key_spent: true })
  })

  it.each([502, 503, 504])(
    'when %i is answered, then unknown, and the key is spent only once that is replayed',
    async (status) => {
      failure(status, { type: 'api_error' })
      expect(await charge()).toMatchObject({ kind: 'unknown', key_spent: false })
      answerCreate(status, { error: { type: 'api_error', message: 'No.' } }, { 'idempotent-replayed': 'true' })
      expect(await charge()).toMatchObject({ kind: 'unknown', key_spent: true })
    },
  )

  it('when the key was used with another request, then unknown, and the key is spent', async () => {
    failure(400, { type: 'idempotency_error' })
    expect(await charge()).toMatchObject({ kind: 'unknown', key_spent: true })
  })

  it.each([
    ['a page', 502, '<html>bad gateway</html>'],
    ['no object', 200, 'null'],
    ['something else', 200, { object: 'list' }],
    ['JSON without an error', 500, { message: 'upstream' }],
    ['an intent under way', 200, buildIntent({ status: 'processing' })],
  ])('when the answer is %s (%i), then unknown', async (_name, status, body) => {
    answerCreate(status, body)
    expect(await charge()).toMatchObject({ kind: 'unknown' })
  })

  it.each([
    ['connect', { kind: 'not_sent', reason: 'EHOSTUNREACH' }],
    ['read', { kind: 'unknown', key_spent: false }],
    ['write', { kind: 'unknown', key_spent: false }],
  ])(
    'when the host is out of reach at a %s, then only a connection that never came about sent nothing',
    (syscall, expected) => {
      const detail = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH', syscall })
      const error = new Stripe.errors.StripeConnectionError({ message: 'No.', detail } as never)
      expect(readFailure(error)).toMatchObject(expected)
    },
  )
})
