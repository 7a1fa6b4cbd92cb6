import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { catchError, createClient, listCharges, paymentOf } from './create-client.ts'
import { type SandboxProcess, startProcess } from './start-process.ts'
import { startReceiver } from './start-receiver.ts'

let folder: string
let path: string
let running: SandboxProcess
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'))
  path = join(folder, 'sandbox.db')
})
afterEach(async () => {
  running.child.kill('SIGKILL')
  await running.ended
  rmSync(folder, { recursive: true, force: true })
})

const pay = (method: string, key = 'key 1') =>
  createClient(running.port, { timeout_ms: 3000 }).paymentIntents.create(paymentOf('ord_1', method), {
    idempotencyKey: key,
  })

async function restart(env: Record<string, string> = {}): Promise<void> {
  running.child.kill('SIGKILL')
  await running.ended
  running = await startProcess(path, env)
}

describe('when the process is killed and started on the same file', () => {
  test('then the intent and the stored answer are there', async () => {
    running = await startProcess(path)
    const first = await pay('pm_card_visa')
    await restart()
    const again = await pay('pm_card_visa')
    expect(again).toEqual(first)
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(await createClient(running.port).paymentIntents.retrieve(first.id)).toEqual(first)
    expect(await listCharges(running.url, 'ord_1')).toHaveLength(1)
  })

  test('then a fault that happened has happened', async () => {
    running = await startProcess(path)
    await catchError(pay('pm_sim_500'), Stripe.errors.StripeAPIError)
    await restart()
    await catchError(pay('pm_sim_500'), Stripe.errors.StripeAPIError)
    expect((await pay('pm_sim_500', 'key 2')).status).toBe('succeeded')
  })

  test('then a key that was in use is free, and what it charged is replayed', async () => {
    running = await startProcess(path)
    const held = pay('pm_sim_timeout_after_charge').catch(() => undefined)
    await vi.waitFor(async () => expect(await listCharges(running.url, 'ord_1')).toHaveLength(1), { timeout: 3000 })
    await restart()
    await held
    expect((await pay('pm_sim_timeout_after_charge')).status).toBe('succeeded')
    expect(await listCharges(running.url, 'ord_1')).toHaveLength(1)
  })

  test('then an answer held before the charge left nothing, and its key runs anew', async () => {
    running = await startProcess(path)
    const sends = [pay('pm_sim_timeout_before_charge'), pay('pm_sim_timeout_before_charge')]
    const ends = Promise.allSettled(sends)
    // One of the two is held: the other finds its key in use.
    const refused = await Promise.any(sends.map((send) => catchError(send, Stripe.errors.StripeAPIError)))
    expect(refused.code).toBe('idempotency_key_in_use')
    expect(await listCharges(running.url, 'ord_1')).toEqual([])
    await restart()
    await ends
    expect((await pay('pm_sim_timeout_before_charge')).status).toBe('succeeded')
    expect(await listCharges(running.url, 'ord_1')).toHaveLength(1)
  })
})

describe('when it dies at a failpoint', () => {
  test.each([
    ['stripe_sandbox.before_commit', 0],
    ['stripe_sandbox.after_commit', 1],
  ])('then at %s there are %i charges, and the same key makes it one', async (FAILPOINTS, charged) => {
    running = await startProcess(path, { FAILPOINTS })
    await catchError(pay('pm_card_visa'), Stripe.errors.StripeConnectionError)
    expect(await running.ended).toBe('SIGKILL')
    running = await startProcess(path)
    expect(await listCharges(running.url, 'ord_1')).toHaveLength(charged)
    const again = await pay('pm_card_visa')
    expect(again.status).toBe('succeeded')
    expect(again.lastResponse.headers['idempotent-replayed']).toBe(charged ? 'true' : undefined)
    expect(await listCharges(running.url, 'ord_1')).toHaveLength(1)
  })
})

describe('when it is told to stop while an answer is held', () => {
  test.each(['SIGTERM', 'SIGINT', 'disconnect'] as const)('then %s ends it with 0 at once', async (reason) => {
    running = await startProcess(path)
    const held = pay('pm_sim_timeout_after_charge').catch((error: Error) => error)
    await vi.waitFor(async () => expect(await listCharges(running.url, 'ord_1')).toHaveLength(1), { timeout: 3000 })
    if (reason === 'disconnect') running.child.disconnect()
    else running.child.kill(reason)
    expect(await running.ended).toBe(0)
    expect(await held).toBeInstanceOf(Stripe.errors.StripeConnectionError)
  })
})

test('when TIMEOUT_HOLD_MS is short then a held answer is cut after it', async () => {
  running = await startProcess(path, { TIMEOUT_HOLD_MS: '50' })
  const error = await catchError(pay('pm_sim_timeout_before_charge_always'), Stripe.errors.StripeConnectionError)
  expect(error.message).not.toContain('timeout')
})

describe('when it is killed while a webhook is on its way', () => {
  test.each(['stripe_sandbox.before_webhook', 'stripe_sandbox.after_webhook', 'stripe_sandbox.after_commit'])(
    'then at %s it is sent after the next start, signed with the secret of the settings',
    async (FAILPOINTS) => {
      const shop = await startReceiver()
      const env = { WEBHOOK_URL: shop.url, WEBHOOK_SECRET: 'whsec_of_the_settings', WEBHOOK_EVENTS: 'charge.succeeded' }
      running = await startProcess(path, { ...env, FAILPOINTS })
      await pay('pm_card_visa').catch(() => undefined)
      expect(await running.ended).toBe('SIGKILL')
      const before = shop.received.length
      running = await startProcess(path, env)
      await vi.waitFor(() => expect(shop.received).toHaveLength(before + 1), { timeout: 5000 })
      const { body, signature } = shop.received.at(-1) ?? { body: '', signature: '' }
      const event = createClient(running.port).webhooks.constructEvent(body, signature, 'whsec_of_the_settings')
      expect(event).toMatchObject({ type: 'charge.succeeded', data: { object: { metadata: { order_id: 'ord_1' } } } })
      await shop.close()
    },
  )
})
