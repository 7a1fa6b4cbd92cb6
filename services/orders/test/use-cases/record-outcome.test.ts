import { eventually } from '@tradewind/testkit/eventually.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { EffectDeps } from '../../src/deps.ts'
import { type Command, decide } from '../../src/domain/decide.ts'
import { leaseTo } from '../../src/domain/lease.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { recordOutcome } from '../../src/use-cases/record-outcome.ts'
import { createEffectRig, useStore } from '../effect-rig.ts'
import { AT, effectOf, newOrder, occasion } from '../new-order.ts'
import { toPayment } from '../to-payment.ts'

const store = useStore()
let deps: EffectDeps
let order: StoredOrder
beforeEach(async () => {
  ;({ deps } = createEffectRig(store()))
  order = leaseTo(newOrder(), 'rep_1', AT)
  await deps.store.insert(order)
})

const stored = async () => (await deps.store.find(order.id)) as StoredOrder
const tried = new Set<string>()
const goOn = async () => {}
const captured = (): Command => ({
  type: 'charge_settled',
  effect_id: effectOf(order, 'charge').id,
  payment: toPayment({ order_id: order.id, amount: order.total }, 'succeeded'),
})

/** The order paid, as another replica stored it. */
async function paidElsewhere(lease_owner = 'rep_2'): Promise<StoredOrder> {
  const paid = { ...decide(order, captured(), occasion), version: 2, lease_owner }
  await deps.store.save(paid)
  return paid
}

describe('recording what came of an effect', () => {
  it('when someone else changed the order meanwhile then it is decided again on what they left', async () => {
    await deps.store.save({ ...order, note: 'gift', version: 2 })
    const next = await recordOutcome(deps, { order, command: captured(), tried, goOn })
    expect(next).toMatchObject({ note: 'gift', payment_status: 'captured', version: 3 })
    expect(await stored()).toStrictEqual(next)
  })

  it('when another replica recorded the same outcome then nothing is written or left to do here', async () => {
    const paid = await paidElsewhere()
    expect(await recordOutcome(deps, { order, command: captured(), tried, goOn })).toBeUndefined()
    expect(await stored()).toStrictEqual(paid)
  })

  it('when it was told meanwhile, and what follows is left to who holds the lease, then it goes on with that', async () => {
    const paid = await paidElsewhere('rep_1')
    expect(await recordOutcome(deps, { order, command: captured(), tried, goOn })).toStrictEqual(paid)
  })

  it('when the order is gone then there is nothing to do', async () => {
    const command = { ...captured(), effect_id: effectOf(order, 'charge').id }
    const unknown = { ...order, id: 'ord_gone' }
    expect(await recordOutcome(deps, { order: unknown, command, tried, goOn })).toBeUndefined()
  })

  it('when every race is lost then it ends with an error, not never', async () => {
    const losing = { ...deps, store: { ...deps.store, save: async () => false } }
    await expect(recordOutcome(losing, { order, command: captured(), tried, goOn })).rejects.toThrow('lost 20 races')
    expect(await stored()).toStrictEqual(order)
  })

  it('when it is stored then those who wait are told, when it is not then they are not', async () => {
    const announced: StoredOrder[] = []
    const telling = {
      ...deps,
      outcomes: { ...deps.outcomes, announce: (one: StoredOrder) => void announced.push(one) },
    }
    await deps.store.save({ ...order, note: 'gift', version: 2 })
    const next = await recordOutcome(telling, { order, command: captured(), tried, goOn })
    expect(announced).toEqual([next])
  })

  it('when more is to be done here then the lease is renewed, else it is given back', async () => {
    const next = await recordOutcome(deps, { order, command: captured(), tried, goOn })
    expect(next).toMatchObject({ lease_owner: 'rep_1', next_effect_at: '2026-01-01T00:00:30.000Z' })
    const mail = effectOf(next as StoredOrder, 'mail').id
    const failed: Command = { type: 'effect_failed', effect_id: mail, reason: 'email: 503' }
    const left = await recordOutcome(deps, {
      order: next as StoredOrder,
      command: failed,
      tried: new Set([mail]),
      goOn,
    })
    expect(left).not.toHaveProperty('lease_owner')
    expect(left).toMatchObject({ next_effect_at: '2026-01-01T00:00:01.000Z' })
  })
})

describe('recording that the last mail is accepted', () => {
  it('when its closing loses a race then it is decided and closed again', async () => {
    const paid = await paidElsewhere()
    const command: Command = { type: 'mail_accepted', effect_id: effectOf(paid, 'mail').id }
    await deps.store.save({ ...paid, note: 'gift', version: 3 })
    expect(await recordOutcome(deps, { order: paid, command, tried, goOn })).toMatchObject({ effects: [] })
    await eventually(async () => expect(await stored()).toMatchObject({ effects: [], note: 'gift', version: 4 }))
    expect(await stored()).not.toHaveProperty('next_effect_at')
  })

  it('when it cannot be stored then the effect stays for the sweeper', async () => {
    const paid = await paidElsewhere()
    const command: Command = { type: 'mail_accepted', effect_id: effectOf(paid, 'mail').id }
    const closer = { close: () => Promise.reject(new Error('away')), track: () => {} }
    await recordOutcome({ ...deps, closer }, { order: paid, command, tried, goOn })
    expect(await stored()).toStrictEqual(paid)
  })
})
