import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { catchError, createClient, listCharges, paymentOf } from '../create-client.ts'
import { HOLD_MS, type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

const pay = (method: string, { order = 'ord_1', key = 'key 1' } = {}) =>
  sandbox.stripe.paymentIntents.create(paymentOf(order, method), { idempotencyKey: key })
const countCharges = async (order_id = 'ord_1') => (await listCharges(sandbox.url, order_id)).length
const nextSleep = (index: number) =>
  vi.waitFor(() => sandbox.sleeps[index] ?? Promise.reject(new Error('no answer is held')), {
    timeout: 4000,
    interval: 5,
  })

describe('when pm_sim_timeout_before_charge strikes', () => {
  const method = 'pm_sim_timeout_before_charge'

  test('then nothing is charged, the key is in use while held, and runs anew once it is cut', async () => {
    const held = pay(method)
    const sleep = await nextSleep(0)
    expect(sleep.ms).toBe(HOLD_MS)
    const error = await catchError(pay(method), Stripe.errors.StripeAPIError)
    expect(error).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    expect(error.headers?.['stripe-should-retry']).toBe('true')
    expect(await countCharges()).toBe(0)
    // The cut reaches the SDK as a closed connection, which it sends once more of its own accord.
    sleep.end()
    expect((await held).status).toBe('succeeded')
    expect(await countCharges()).toBe(1)
  })

  test('then _always strikes again', async () => {
    const held = pay(`${method}_always`)
    for (const index of [0, 1]) (await nextSleep(index)).end()
    await catchError(held, Stripe.errors.StripeConnectionError)
    expect(await countCharges()).toBe(0)
  })
})

describe('when pm_sim_timeout_after_charge strikes', () => {
  const method = 'pm_sim_timeout_after_charge'

  test('then the charge stands and its key replays it while the answer is still held', async () => {
    const hasty = createClient(sandbox.port, { timeout_ms: 300 })
    const lost = hasty.paymentIntents.create(paymentOf('ord_1', method), { idempotencyKey: 'key 1' })
    await nextSleep(0)
    expect(await countCharges()).toBe(1)
    const replayed = await pay(method)
    expect(replayed.status).toBe('succeeded')
    expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true')
    await catchError(lost, Stripe.errors.StripeConnectionError)
    expect(await countCharges()).toBe(1)
  })

  test('then it can be found by its metadata', async () => {
    const held = pay(method)
    await nextSleep(0)
    const { data } = await sandbox.stripe.paymentIntents.search({ query: 'metadata["order_id"]:"ord_1"' })
    expect(data).toMatchObject([{ status: 'succeeded', amount: 3000 }])
    sandbox.sleeps[0]?.end()
    expect((await held).id).toBe(data[0]?.id)
  })

  test('then another key on the same order charges a second time, as a Visa would', async () => {
    const held = pay(method)
    await nextSleep(0)
    expect((await pay(method, { key: 'key 2' })).status).toBe('succeeded')
    expect(await countCharges()).toBe(2)
    sandbox.sleeps[0]?.end()
    await held
  })
})

describe('when pm_sim_500 strikes', () => {
  test('then nothing is charged and the 500 is replayed, until another key is used', async () => {
    const first = await catchError(pay('pm_sim_500'), Stripe.errors.StripeAPIError)
    expect(first).toMatchObject({ statusCode: 500, rawType: 'api_error' })
    const again = await catchError(pay('pm_sim_500'), Stripe.errors.StripeAPIError)
    expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true', 'stripe-should-retry': 'false' })
    expect(await countCharges()).toBe(0)
    expect((await pay('pm_sim_500', { key: 'key 2' })).status).toBe('succeeded')
    expect(await countCharges()).toBe(1)
  })

  test('then _after_charge has charged and replays the 500 all the same', async () => {
    for (const _ of [1, 2]) await catchError(pay('pm_sim_500_after_charge'), Stripe.errors.StripeAPIError)
    expect(await listCharges(sandbox.url, 'ord_1')).toMatchObject([{ paid: true, captured: true }])
  })

  test('then each order has its own first time, and _always has no last', async () => {
    await catchError(pay('pm_sim_500'), Stripe.errors.StripeAPIError)
    await catchError(pay('pm_sim_500', { order: 'ord_2', key: 'key 2' }), Stripe.errors.StripeAPIError)
    for (const key of ['key 3', 'key 4']) {
      await catchError(pay('pm_sim_500_always', { key }), Stripe.errors.StripeAPIError)
    }
    expect(await countCharges()).toBe(0)
  })

  test('then without an order it strikes once per key', async () => {
    const send = (key: string) =>
      sandbox.stripe.paymentIntents.create(
        { ...paymentOf('', 'pm_sim_timeout_before_charge'), metadata: {} },
        { idempotencyKey: key },
      )
    const works = [send('key 1'), send('key 2')]
    for (const index of [0, 1]) (await nextSleep(index)).end()
    const ends = await Promise.all(works)
    expect(ends.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
    expect(sandbox.sleeps).toHaveLength(2)
  })
})

describe('when pm_sim_slow_ms_N strikes', () => {
  test('then it charges after N ms, at most a minute', async () => {
    const slow = pay('pm_sim_slow_ms_1500')
    const sleep = await nextSleep(0)
    expect(sleep.ms).toBe(1500)
    expect(await countCharges()).toBe(0)
    sleep.end()
    expect((await slow).status).toBe('succeeded')
    const slower = pay('pm_sim_slow_ms_99999999', { order: 'ord_2', key: 'key 2' })
    expect((await nextSleep(1)).ms).toBe(60_000)
    sandbox.sleeps[1]?.end()
    await slower
  })
})

describe('when the fault belongs to an intent that is confirmed later', () => {
  test('then creating it is quiet and the confirmation is struck', async () => {
    const { id } = await sandbox.stripe.paymentIntents.create({ ...paymentOf('ord_1', 'pm_sim_500'), confirm: false })
    await catchError(sandbox.stripe.paymentIntents.confirm(id), Stripe.errors.StripeAPIError)
    expect((await sandbox.stripe.paymentIntents.retrieve(id)).status).toBe('requires_confirmation')
    expect((await sandbox.stripe.paymentIntents.confirm(id)).status).toBe('succeeded')
  })
})

test('when the name of a fault is unknown then it is no payment method', async () => {
  const error = await catchError(pay('pm_sim_flood'), Stripe.errors.StripeInvalidRequestError)
  expect(error).toMatchObject({ code: 'resource_missing', param: 'payment_method' })
})
