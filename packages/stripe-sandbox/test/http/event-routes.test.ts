import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { paymentOf } from '../create-client.ts'
import { type Sandbox, SETTLE_MS, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
beforeEach(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterEach(() => sandbox.stop())

/** Oldest first. */
const typesOf = async (params: Stripe.EventListParams = {}) =>
  (await stripe.events.list({ limit: 100, ...params })).data.map(({ type }) => type).toReversed()
const pay = (method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ ...paymentOf('ord_1', method), ...more })

describe('when something changes then it is an event', () => {
  test('of a plain charge', async () => {
    const { id } = await pay('pm_card_visa')
    expect(await typesOf()).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'])
    const [event] = (await stripe.events.list({ type: 'payment_intent.succeeded' })).data
    expect(event).toMatchObject({ object: 'event', livemode: false, pending_webhooks: 0 })
    expect(event?.data.object).toEqual(await stripe.paymentIntents.retrieve(id))
    expect(await stripe.events.retrieve(String(event?.id))).toEqual(event)
  })

  test('of a decline, and of a card that wants authentication', async () => {
    await pay('pm_card_chargeDeclined').catch(() => undefined)
    await pay('pm_card_authenticationRequired')
    const declined = ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']
    expect(await typesOf()).toEqual([...declined, 'payment_intent.created', 'payment_intent.requires_action'])
  })

  test('of an authorization that is captured, and of one that is canceled', async () => {
    const { id } = await pay('pm_card_visa', { capture_method: 'manual' })
    const authorized = ['payment_intent.created', 'charge.succeeded', 'payment_intent.amount_capturable_updated']
    expect(await typesOf()).toEqual(authorized)
    await stripe.paymentIntents.capture(id)
    expect((await typesOf()).slice(3)).toEqual(['charge.captured', 'payment_intent.succeeded'])
    const other = await pay('pm_card_visa', { capture_method: 'manual' })
    await stripe.paymentIntents.cancel(other.id)
    expect((await typesOf()).slice(8)).toEqual(['charge.refunded', 'payment_intent.canceled'])
  })

  test('of a refund that fails, with what it was before', async () => {
    const { id } = await pay('pm_sim_refund_fails')
    await stripe.refunds.create({ payment_intent: id })
    await sandbox.pass(SETTLE_MS)
    expect((await typesOf()).slice(3)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
      'refund.failed',
    ])
    const [updated] = (await stripe.events.list({ type: 'refund.updated' })).data
    expect(updated?.data).toMatchObject({ object: { status: 'failed' }, previous_attributes: { status: 'pending' } })
    expect(updated?.request).toEqual({ id: null, idempotency_key: null })
  })
})

test('when a request with a key made it then the event says so', async () => {
  const { lastResponse } = await stripe.paymentIntents.create(paymentOf('ord_1', 'pm_card_visa'), {
    idempotencyKey: 'key 1',
  })
  const [event] = (await stripe.events.list({ limit: 1 })).data
  expect(event?.request).toEqual({ id: lastResponse.requestId, idempotency_key: 'key 1' })
})

test('when events are listed then types, wildcards, cursors and created filter them', async () => {
  await pay('pm_card_visa')
  sandbox.clock.now_ms += 5000
  await pay('pm_card_visa')
  const created = { gte: sandbox.clock.now_ms / 1000 }
  expect(await typesOf({ type: 'charge.*' })).toEqual(['charge.succeeded', 'charge.succeeded'])
  expect(await typesOf({ types: ['charge.succeeded', 'payment_intent.created'], created })).toEqual([
    'payment_intent.created',
    'charge.succeeded',
  ])
  expect(await typesOf({ type: 'invoice.paid' })).toEqual([])
  expect(await typesOf({ type: 'invoice.*' })).toEqual([])
  const all = await stripe.events.list({ limit: 2 }).autoPagingToArray({ limit: 100 })
  expect(new Set(all.map(({ id }) => id)).size).toBe(6)
  const [newest, second] = all
  expect((await stripe.events.list({ ending_before: String(second?.id) })).data).toEqual([newest])
})
