import { toTimestamp } from '@tradewind/service/runtime.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { leaseTo } from '../../src/domain/lease.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { runEffects } from '../../src/use-cases/run-effects.ts'
import { createEffectRig, useStore } from '../effect-rig.ts'
import { AT, effectOf, newOrder, typesOf } from '../new-order.ts'
import { declines, isDown, isUnsure } from '../scripted-clients.ts'

const store = useStore()
let rig: ReturnType<typeof createEffectRig>
let order: StoredOrder
beforeEach(async () => {
  rig = createEffectRig(store())
  order = leaseTo(newOrder(), 'rep_1', AT)
  await store().store.insert(order)
})

const stored = async () => (await store().store.find(order.id)) as StoredOrder
const inSeconds = (seconds: number) => toTimestamp(rig.clock.now_ms + seconds * 1000)

describe('running an order’s effects', () => {
  it('when the charge is captured then the mail goes out in the same run, and nothing is left', async () => {
    await runEffects(rig.deps, order)
    const done = await eventually(async () => {
      const found = await stored()
      return found.effects.length === 0 && found
    })
    expect(done).toMatchObject({ status: 'confirmed', payment_status: 'captured', version: 3 })
    expect(done).not.toHaveProperty('next_effect_at')
    expect(rig.payments.calls).toEqual([expect.objectContaining({ key: effectOf(order, 'charge').id })])
    expect(rig.emails.calls.map(({ request }) => request.template)).toEqual(['order_confirmed'])
  })

  it('when the card is declined then the customer gets the mail of it', async () => {
    rig.payments.script = declines
    await runEffects(rig.deps, order)
    expect(rig.emails.calls.map(({ request }) => request.template)).toEqual(['payment_failed'])
    expect(await stored()).toMatchObject({ status: 'pending', payment_status: 'failed' })
  })

  it.each([
    ['unknown', isUnsure, 'outcome unknown yet', 'processing'],
    ['not to be had', isDown, 'payments: ECONNREFUSED', 'pending'],
  ])('when the outcome is %s then the charge stays, free for anyone after its back-off', async (...given) => {
    const [, script, last_error, payment_status] = given
    rig.payments.script = script
    await runEffects(rig.deps, order)
    const left = await stored()
    expect(left).toMatchObject({ payment_status, next_effect_at: inSeconds(1), effects: [{ attempts: 1, last_error }] })
    expect(left).not.toHaveProperty('lease_owner')
    expect(rig.payments.calls).toHaveLength(1)
  })

  it('when it fails again and again then each back-off is longer, under the same key', async () => {
    rig.payments.script = isDown
    for (const seconds of [1, 2, 5, 15, 30, 60, 60]) {
      await runEffects(rig.deps, await stored())
      expect((await stored()).next_effect_at).toBe(inSeconds(seconds))
      rig.clock.now_ms += seconds * 1000
    }
    expect(new Set(rig.payments.calls.map(({ key }) => key)).size).toBe(1)
  })

  it('when the mail is not taken then only the mail is left, and only it is sent again', async () => {
    rig.emails.script = (_call, nth) => (nth === 1 ? 'email: 503' : undefined)
    await runEffects(rig.deps, order)
    const left = await stored()
    expect(typesOf(left.effects)).toEqual(['mail'])
    expect(left).toMatchObject({ status: 'confirmed', revision: 2, next_effect_at: inSeconds(1) })
    rig.clock.now_ms += 1000
    await runEffects(rig.deps, left)
    await eventually(async () => (await stored()).effects.length === 0)
    expect([rig.payments.calls.length, rig.emails.calls.length]).toEqual([1, 2])
    expect(rig.emails.calls[1]).toEqual(rig.emails.calls[0])
  })

  it('when the run goes on with the mail then the order is not due for another replica', async () => {
    const claim = { now: inSeconds(29), until: inSeconds(60), owner: 'rep_2', limit: 9 }
    let claimed: StoredOrder[] | undefined
    rig.emails.script = async () => {
      claimed = await store().store.claimDue(claim)
      return undefined
    }
    await runEffects(rig.deps, order)
    expect(claimed).toEqual([])
  })
})
