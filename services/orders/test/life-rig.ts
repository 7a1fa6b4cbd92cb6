import type { PaymentStatus } from '@tradewind/contracts/payments.ts'
import { expect } from 'vitest'
import type { ChargeAnswer } from '../src/client-deps.ts'
import type { Deps, EffectDeps } from '../src/deps.ts'
import { WAITING } from '../src/domain/effects.ts'
import { createFulfillment } from '../src/domain/fulfillment/create-fulfillment.ts'
import { hasShipped } from '../src/domain/fulfillment/fulfillments.ts'
import { packFulfillment } from '../src/domain/fulfillment/pack-fulfillment.ts'
import { shipFulfillment } from '../src/domain/fulfillment/ship-fulfillment.ts'
import type { Occasion, StoredOrder } from '../src/domain/order.ts'
import { findRefusal } from '../src/domain/refusals.ts'
import type { OpenedStore } from '../src/store-deps.ts'
import { runEffects } from '../src/use-cases/run-effects.ts'
import { createEffectRig } from './effect-rig.ts'
import { toPayment } from './to-payment.ts'

type OpenedOrders = Pick<OpenedStore, 'store'>

/** Payments as it promises to be: a key is charged once, and an order has one live payment. */
function chargeOnce(rig: ReturnType<typeof createEffectRig>, outcomeOf: () => PaymentStatus) {
  const { held } = rig.payments
  const by_key = new Map<string, string>()
  return async ({ key, request }: Parameters<EffectDeps['payments']['charge']>[0]): Promise<ChargeAnswer> => {
    const live = [...held.payments.values()].find(({ status }) => status !== 'failed' && status !== 'canceled')
    const id = by_key.get(key) ?? live?.id
    if (id !== undefined) return answerOf(await held.client.read(id))
    const payment = held.hold(toPayment(request, outcomeOf(), { id: rig.runtime.newId('pay') }))
    by_key.set(key, payment.id)
    return { kind: payment.status === 'processing' ? 'pending' : 'settled', payment }
  }
}

function answerOf(payment: Awaited<ReturnType<EffectDeps['payments']['read']>>): ChargeAnswer {
  if ('reason' in payment) return { kind: 'failed', reason: payment.reason }
  return { kind: payment.status === 'processing' ? 'pending' : 'settled', payment }
}

/** One order's life on a real store, with payments that keep their promises; `run` is what begins with new effects. */
export function createLifeRig(
  opened: OpenedOrders,
  { outcomeOf, run }: { outcomeOf: () => PaymentStatus; run: (deps: EffectDeps, order: StoredOrder) => void },
) {
  const closings: Promise<void>[] = []
  const closer = { close: opened.store.save, track: (work: Promise<void>) => void closings.push(work) }
  const rig = createEffectRig(opened as OpenedStore, { closer })
  rig.payments.charge = chargeOnce(rig, outcomeOf)
  const runner = { hasRoom: () => true, run: (order: StoredOrder) => run(rig.deps, order) }
  const named = { nextNumber: async () => 1, secretOf: String, claim_ms: 900_000, payment_expiry_ms: 3_600_000 }
  const app = { ...rig.deps, ...named, runner } as unknown as Deps
  return { ...rig, app, drain: (id: string) => drain(rig, { id, closings }) }
}

/** Whatever died, the sweepers come in the end. */
async function drain(
  rig: ReturnType<typeof createEffectRig>,
  { id, closings }: { id: string; closings: Promise<void>[] },
): Promise<StoredOrder> {
  for (let sweeps = 0; sweeps < 60; sweeps += 1) {
    const order = await rig.deps.store.find(id)
    if (!order) throw new Error(`${id} is lost`)
    if (order.effects.every(({ type }) => WAITING.has(type))) return order
    rig.clock.now_ms = Math.max(rig.clock.now_ms, Date.parse(order.next_effect_at ?? order.created_at)) + 1
    await runEffects(rig.deps, order)
    await Promise.all(closings)
  }
  throw new Error(`${id} never comes to rest`)
}

/** All of a confirmed order leaves in one parcel. */
export function ship(order: StoredOrder, occasion: Occasion): StoredOrder {
  if (order.status !== 'confirmed' || order.fulfillments.length > 0) return order
  const creation = { request: { picker: 'ann' }, claim_ms: 900_000 }
  const { order: made, object_id: fulfillment_id } = createFulfillment(order, creation, occasion)
  const packed = packFulfillment(made, { fulfillment_id }, occasion)
  return shipFulfillment(packed, { fulfillment_id, tracking: { carrier: 'DHL', number: '1' } }, occasion)
}

/** Design 06 for one order at rest: what it says, what payments holds and what its customer heard agree. */
export function expectAgreement(order: StoredOrder, { payments, emails }: ReturnType<typeof createEffectRig>): void {
  const held = [...payments.held.payments.values()]
  const sum = (name: 'amount_captured' | 'amount_refunded') => held.reduce((total, one) => total + one[name], 0)
  expect([order.captured_total, order.refunded_total]).toEqual([sum('amount_captured'), sum('amount_refunded')])
  const returned = order.refunds.filter(({ status }) => status === 'succeeded')
  expect(returned.reduce((total, { amount }) => total + amount, 0)).toBe(order.refunded_total)
  expect(order.refunds.filter(({ status }) => status === 'processing')).toEqual([])
  expect(order.captured_total).toBeLessThanOrEqual(order.total)
  expect(order.refunded_total).toBeLessThanOrEqual(order.captured_total)
  expect(payments.held.captured_anew).toEqual([])
  expect(order).not.toHaveProperty('ending')
  expect(order.events.map(({ sequence }) => sequence)).toEqual(order.events.map((_, index) => index + 1))
  const ended = order.status === 'canceled' || order.status === 'failed'
  const live = held.filter(({ status }) => status !== 'failed' && status !== 'canceled')
  expect(live.length).toBeLessThanOrEqual(1)
  if (ended) {
    expect(order.captured_total).toBe(order.refunded_total)
    const kept = live.filter(({ id }) => !findRefusal(order, id, 'void'))
    expect(kept.filter(({ status }) => status !== 'succeeded')).toEqual([])
    expect(order.fulfillments.filter(({ status }) => status !== 'canceled')).toEqual([])
  }
  const unpaid = held.some(({ id }) => findRefusal(order, id, 'capture')) && order.captured_total === 0
  if (hasShipped(order) && unpaid) expect(order).toMatchObject({ status: 'confirmed', payment_status: 'failed' })
  else if (hasShipped(order)) expect(order.captured_total).toBe(order.total)
  for (const { payment_id, error } of order.refusals ?? []) {
    const shown = order.payments.find(({ id }) => id === payment_id)
    if (shown?.status === 'requires_capture') expect(shown.last_error).toEqual(error)
  }
  const mails = Map.groupBy(emails.calls, ({ key }) => key).values()
  const templates = [...mails].map(([mail]) => mail?.request.template)
  expect(templates.filter((one) => one === 'order_canceled')).toHaveLength(order.status === 'canceled' ? 1 : 0)
  expect(templates.filter((one) => one === 'order_confirmed')).toHaveLength(order.confirmed_at === undefined ? 0 : 1)
  const asked = returned.filter(({ origin }) => origin === 'request')
  expect(templates.filter((one) => one === 'order_refunded')).toHaveLength(asked.length)
}
