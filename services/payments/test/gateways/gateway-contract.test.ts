import { fileURLToPath } from 'node:url'
import type { Payment } from '@tradewind/contracts/payments.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { startProcess } from '@tradewind/testkit/process.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GatewayRequest } from '../../src/deps.ts'
import type { Attempt } from '../../src/domain/attempt.ts'
import { beginPayment } from '../../src/domain/begin-payment.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { createStripeClient, type StripeClient } from '../../src/gateways/stripe-client.ts'
import { createStripeGateway } from '../../src/gateways/stripe-gateway.ts'
import { createStripeObjects } from '../../src/gateways/stripe-objects.ts'
import { buildRequest } from '../build-charge.ts'
import { buildRefund } from '../build-refund.ts'

interface Peer {
  client: StripeClient
  stop(): Promise<unknown>
}

const { newId, now } = createRuntime()
const TEST_KEY = process.env.STRIPE_SECRET_KEY ?? ''
const isTestKey = /^(sk|rk)_test_/.test(TEST_KEY)
const SANDBOX = fileURLToPath(new URL('../../../../packages/stripe-sandbox/src/main.ts', import.meta.url))
const MINUTE_MS = 60_000

async function startSandbox(): Promise<Peer> {
  const own = await sqlDatabases()[0]?.create()
  const sandbox = await startProcess({ name: 'sandbox', entry: SANDBOX, env: { DATABASE_URL: own?.url ?? '' } })
  const client = createStripeClient({ secret_key: 'sk_test_suite', base_url: `http://127.0.0.1:${sandbox.port}` })
  return { client, stop: () => sandbox.kill().then(own?.drop) }
}

async function meetStripe(): Promise<Peer> {
  const client = createStripeClient({ secret_key: TEST_KEY, base_url: 'https://api.stripe.com' })
  return { client, stop: async () => undefined }
}

it.skipIf(isTestKey)('left out: the real Stripe is asked only with STRIPE_SECRET_KEY=sk_test_…', () => {
  expect(isTestKey).toBe(false)
})

describe.each([
  { name: 'the card sandbox', start: startSandbox, isAsked: true },
  { name: 'the real Stripe, in test mode', start: meetStripe, isAsked: isTestKey },
])('the adapter with $name', ({ start, isAsked }) => {
  describe.skipIf(!isAsked)('does what the use cases rely on', () => {
    let peer: Peer
    beforeAll(async () => {
      peer = await start()
    })
    afterAll(async () => {
      peer?.client.close()
      await peer?.stop()
    })

    const gateway = () => createStripeGateway(peer.client.stripe)
    const objects = () => createStripeObjects(peer.client.stripe)
    const send = (asked: GatewayRequest, key: string) =>
      gateway().send({ kind: asked.kind, request: gateway().toRequest(asked), key })

    function toCharge(given: Parameters<typeof buildRequest>[0] = {}) {
      const payment = beginPayment({ id: newId('pay'), request: buildRequest(given), gateway: 'stripe', now: now() })
      const attempt_id = newId('att')
      const asked = { kind: 'charge' as const, payment, attempt_id, return_url: 'https://shop.example/paid' }
      return { payment, attempt_id, asked, key: `pay:${attempt_id}` }
    }
    async function charge(given: Parameters<typeof buildRequest>[0] = {}) {
      const { payment, asked, key, attempt_id } = toCharge(given)
      const outcome = await send(asked, key)
      return { outcome, payment: withRef(payment, outcome), attempt_id, key, asked }
    }
    const withRef = (payment: Payment, outcome: Outcome): Payment => ({
      ...payment,
      gateway_ref: outcome.kind === 'settled' ? outcome.at_gateway.gateway_ref : null,
    })
    const lookUp = (attempt: Pick<Attempt, 'id' | 'kind' | 'refund_id' | 'request'>) =>
      gateway().lookUp({ attempt, from_ms: now() - MINUTE_MS, until_ms: now() + MINUTE_MS })

    it('when a card is charged, then it is captured, and its key answers the same again', async () => {
      const { outcome, asked, key } = await charge()
      const at_gateway = { status: 'succeeded', amount_captured: 3000, amount_capturable: 0, card: { last4: '4242' } }
      expect(outcome).toMatchObject({ kind: 'settled', at_gateway })
      expect(await send(asked, key)).toEqual(outcome)
    })

    it('when a key comes with another request, then unknown, and the key is spent', async () => {
      const { asked, key } = await charge()
      const other = { ...asked, payment: { ...asked.payment, amount: 3001 } }
      expect(await send(other, key)).toMatchObject({ kind: 'unknown', key_spent: true })
    })

    it.each([
      ['pm_card_chargeDeclined', 'generic_decline'],
      ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
      ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
    ])('when the card is %s, then declined as %s', async (payment_method, decline_code) => {
      const { outcome } = await charge({ payment_method })
      expect(outcome).toMatchObject({ kind: 'declined', error: { decline_code } })
    })

    it('when the charge is looked up, then it is found by its attempt', async () => {
      const { attempt_id, payment } = await charge()
      const attempt = { id: attempt_id, kind: 'charge' as const, refund_id: null, request: '{}' }
      const outcome = { kind: 'settled', at_gateway: { gateway_ref: payment.gateway_ref } }
      expect(await lookUp(attempt)).toMatchObject({ kind: 'found', outcome })
      expect(await lookUp({ ...attempt, id: newId('att') })).toEqual({ kind: 'none' })
    })

    it('when a hold is captured in part, then the rest is let go, and once more changes nothing', async () => {
      const { payment, outcome } = await charge({ capture_method: 'manual' })
      expect(outcome).toMatchObject({ at_gateway: { status: 'requires_capture', amount_capturable: 3000 } })
      const asked = { kind: 'capture' as const, payment, amount: 1200 }
      const sent = { id: newId('att'), kind: 'capture' as const, refund_id: null, request: gateway().toRequest(asked) }
      expect(await lookUp(sent)).toEqual({ kind: 'none' })
      const captured = {
        kind: 'settled',
        at_gateway: { status: 'succeeded', amount_captured: 1200, amount_capturable: 0 },
      }
      expect(await send(asked, `cap:${sent.id}`)).toMatchObject(captured)
      expect(await send(asked, `cap:${newId('att')}`)).toMatchObject(captured)
      expect(await lookUp(sent)).toMatchObject({ kind: 'found', outcome: captured })
    })

    it('when a hold is canceled, then canceled, and a capture after it says so', async () => {
      const { payment } = await charge({ capture_method: 'manual' })
      const canceled = { kind: 'settled', at_gateway: { status: 'canceled', amount_capturable: 0 } }
      expect(await send({ kind: 'cancel', payment }, `void:${newId('att')}`)).toMatchObject(canceled)
      const capture = { kind: 'capture' as const, payment, amount: undefined }
      expect(await send(capture, `cap:${newId('att')}`)).toMatchObject(canceled)
    })

    it('when the customer must act, then where, and confirming before that changes nothing', async () => {
      const { payment, outcome } = await charge({ payment_method: 'pm_card_authenticationRequired' })
      const next_action = { type: 'redirect_to_url', url: expect.stringMatching(/^https?:/) }
      expect(outcome).toMatchObject({ at_gateway: { status: 'requires_action', next_action } })
      const confirm = { kind: 'confirm' as const, payment, return_url: undefined }
      expect(await send(confirm, `conf:${newId('att')}`)).toMatchObject({ at_gateway: { status: 'requires_action' } })
    })

    it('when money is given back, then refunded, found by our id, and never more than there is', async () => {
      const { payment } = await charge()
      const { refund } = buildRefund({ payment, amount: 1000 })
      const asked = { kind: 'refund' as const, payment, refund }
      const outcome = await send(asked, `re:${refund.id}`)
      expect(outcome).toMatchObject({ kind: 'refunded', refund: { status: 'succeeded' } })
      expect(await send(asked, `re:${refund.id}`)).toEqual(outcome)
      const sent = {
        id: newId('att'),
        kind: 'refund' as const,
        refund_id: refund.id,
        request: gateway().toRequest(asked),
      }
      expect(await lookUp(sent)).toEqual({ kind: 'found', outcome })
      expect(await lookUp({ ...sent, refund_id: newId('re') })).toEqual({ kind: 'none' })
      const tooMuch = buildRefund({ payment, amount: 2001 }).refund
      expect(await send({ ...asked, refund: tooMuch }, `re:${tooMuch.id}`)).toMatchObject({ kind: 'refused' })
      if (outcome.kind !== 'refunded') return
      const read = await objects().readRefund(outcome.refund.gateway_ref)
      expect(read).toMatchObject({ refund_id: refund.id, refund: { status: 'succeeded' }, is_undo: false })
    })

    it('when a charge is undone, then it is refunded, once', async () => {
      const { payment } = await charge()
      const metadata = { order_id: payment.order_id, payment_id: payment.id, undo: payment.gateway_ref }
      const request = JSON.stringify({ intent: payment.gateway_ref, metadata })
      const undo = () => gateway().send({ kind: 'undo', request, key: `undo:${newId('att')}` })
      const outcome = await undo()
      expect(outcome).toMatchObject({ kind: 'undone', undoing: { how: 'refunded' } })
      expect(await undo()).toEqual(outcome)
    })

    it('when an intent is read, then its payment, and what counts of it', async () => {
      const { payment } = await charge()
      expect(await objects().readIntent(payment.gateway_ref ?? '')).toMatchObject({
        payment_id: payment.id,
        live_amount: 3000,
      })
      expect(await objects().readIntent('pi_none')).toBeUndefined()
    })
  })
})
