import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catchError, paymentOf } from '../create-client.ts'
import { type Sandbox, SETTLE_MS, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
beforeEach(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterEach(() => sandbox.stop())

const URL_OF_SHOP = 'https://shop.example/webhooks'
const listen = (enabled_events: string[] = ['*']) =>
  stripe.webhookEndpoints.create({
    url: URL_OF_SHOP,
    enabled_events: enabled_events as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
  })
const pay = (method = 'pm_card_visa') => stripe.paymentIntents.create(paymentOf('ord_1', method))
const typesSent = () => sandbox.webhooks.map(({ body }) => (JSON.parse(body) as Stripe.Event).type)

describe('when an endpoint listens', () => {
  test('then the SDK verifies what it is sent, and it is the event', async () => {
    const { secret = '' } = await listen(['payment_intent.succeeded'])
    await pay()
    await sandbox.pass(0)
    const [webhook] = sandbox.webhooks
    expect(sandbox.webhooks).toHaveLength(1)
    expect(webhook?.url).toBe(URL_OF_SHOP)
    const at_s = sandbox.clock.now_ms / 1000
    const construct = (body: string, key = secret) =>
      stripe.webhooks.constructEvent(body, webhook?.signature ?? '', key, 300, undefined, at_s * 1000)
    const event = construct(webhook?.body ?? '')
    expect(event).toMatchObject({ type: 'payment_intent.succeeded', pending_webhooks: 1 })
    expect(await stripe.events.retrieve(event.id)).toEqual({ ...event, pending_webhooks: 0 })
    expect(() => construct(`${webhook?.body} `)).toThrow(Stripe.errors.StripeSignatureVerificationError)
    expect(() => construct(webhook?.body ?? '', 'whsec_other')).toThrow(Stripe.errors.StripeSignatureVerificationError)
  })

  test('then what is not answered 2xx comes again, later each time, until it is', async () => {
    await listen(['charge.succeeded'])
    const answers = ['ECONNREFUSED', 500, 302, 204]
    sandbox.receiver.answer = () => answers.shift() ?? 'too often'
    await pay()
    await sandbox.pass(0)
    await sandbox.pass(999)
    expect(sandbox.webhooks).toHaveLength(1)
    await sandbox.pass(1)
    await sandbox.pass(1000)
    expect(sandbox.webhooks).toHaveLength(2)
    for (const ms of [1000, 5000, 60_000, 3_600_000]) await sandbox.pass(ms)
    expect(sandbox.webhooks).toHaveLength(4)
    expect(new Set(sandbox.webhooks.map(({ body }) => body)).size).toBe(1)
  })

  test('then pm_sim_webhook_dup sends each event twice', async () => {
    await listen(['charge.succeeded', 'refund.created'])
    const { id } = await pay('pm_sim_webhook_dup')
    await stripe.refunds.create({ payment_intent: id })
    await sandbox.pass(0)
    expect(typesSent().toSorted()).toEqual(['charge.succeeded', 'charge.succeeded', 'refund.created', 'refund.created'])
  })

  test('then pm_sim_webhook_reorder sends them late and in reverse', async () => {
    await listen()
    await pay('pm_sim_webhook_reorder')
    await sandbox.pass(0)
    expect(sandbox.webhooks).toEqual([])
    for (const _ of [1, 2, 3]) await sandbox.pass(SETTLE_MS)
    expect(typesSent()).toEqual(['payment_intent.succeeded', 'charge.succeeded', 'payment_intent.created'])
  })
})

describe('when an endpoint is changed', () => {
  test('then disabled it gets nothing, and enabled again what happens from then on', async () => {
    const { id } = await listen(['charge.succeeded'])
    expect((await stripe.webhookEndpoints.update(id, { disabled: true })).status).toBe('disabled')
    await pay()
    await stripe.webhookEndpoints.update(id, { disabled: false, metadata: { a: 'b' } })
    expect(await stripe.webhookEndpoints.retrieve(id)).toMatchObject({ status: 'enabled', metadata: { a: 'b' } })
    await pay()
    await sandbox.pass(0)
    expect(sandbox.webhooks).toHaveLength(1)
  })

  test('then deleted it is gone, with what was on its way', async () => {
    const { id } = await listen()
    await pay()
    expect(await stripe.webhookEndpoints.del(id)).toEqual(expect.objectContaining({ id, deleted: true }))
    await sandbox.pass(0)
    expect(sandbox.webhooks).toEqual([])
    expect((await stripe.webhookEndpoints.list()).data).toEqual([])
    const error = await catchError(stripe.webhookEndpoints.retrieve(id), Stripe.errors.StripeInvalidRequestError)
    expect(error.statusCode).toBe(404)
  })

  test('then its secret is shown once, and its events and address must be right', async () => {
    const { id, secret } = await listen()
    expect(secret).toMatch(/^whsec_/)
    expect((await stripe.webhookEndpoints.retrieve(id)).secret).toBeUndefined()
    for (const params of [
      { url: 'ftp://x', enabled_events: ['*' as const] },
      { url: URL_OF_SHOP, enabled_events: [] },
    ]) {
      await catchError(stripe.webhookEndpoints.create(params), Stripe.errors.StripeInvalidRequestError)
    }
  })
})

test('when a card is charged then its events and deliveries are in the same commit', async () => {
  await listen()
  const before = sandbox.commits()
  await pay()
  expect(sandbox.commits() - before).toBe(1)
})
