import { eventually } from '@tradewind/testkit/eventually.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Deps } from '../../src/deps.ts'
import { addEffect } from '../../src/domain/effects.ts'
import { leaseTo } from '../../src/domain/lease.ts'
import type { Occasion, StoredOrder } from '../../src/domain/order.ts'
import { changeOrder } from '../../src/use-cases/change-order.ts'
import { createEffectRig, useStore } from '../effect-rig.ts'
import { newOrder } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'

const store = useStore()
let rig: ReturnType<typeof createEffectRig>
let deps: Deps
let ran: StoredOrder[]
let order: StoredOrder
beforeEach(async () => {
  ran = []
  rig = createEffectRig(store())
  const runner = { hasRoom: () => true, run: (one: StoredOrder) => void ran.push(one) }
  const times = { payment_expiry_ms: 3_600_000, claim_ms: 900_000 }
  deps = { ...rig.deps, ...times, runner, nextNumber: async () => 1, secretOf: (id) => id }
  order = newOrder(toUnpaidRequest())
  await store().store.insert(order)
})

const note = (text: string) => (before: StoredOrder) => ({ order: { ...before, note: text }, object_id: `re_${text}` })
const awaitPay = (before: StoredOrder, occasion: Occasion) => ({
  order: addEffect(before, { type: 'capture', payload: { payment_id: 'pay_1' } }, occasion),
})
const command = (idempotency_key = 'k', request: unknown = {}) => ({
  order_id: order.id,
  client_id: 'shop',
  idempotency_key,
  name: 'note',
  request,
})
const stored = async () => (await store().store.find(order.id)) as StoredOrder

describe('a command that changes an order', () => {
  it('when it is new then it is written once with its key, and the revision moves with what is shown', async () => {
    const changed = await changeOrder(deps, command(), note('gift'))
    expect(changed).toMatchObject({ replayed: false, object_id: 're_gift', order: { note: 'gift', revision: 2 } })
    expect(await stored()).toStrictEqual(changed.order)
    expect(changed.order.commands).toMatchObject([{ client_id: 'shop', idempotency_key: 'k', object_id: 're_gift' }])
  })

  it('when its key comes again then nothing is decided, and it is the order as it is now', async () => {
    await changeOrder(deps, command(), note('gift'))
    await changeOrder(deps, command('other'), note('parcel'))
    const again = await changeOrder(deps, command(), () => {
      throw new Error('decided again')
    })
    expect(again).toMatchObject({ replayed: true, object_id: 're_gift', order: { note: 'parcel' } })
  })

  it.each([
    ['another body', { request: { amount: 1 } }],
    ['another command', { name: 'cancel' }],
  ])('when its key comes again with %s then it is refused', async (_what, changes) => {
    await changeOrder(deps, command(), note('gift'))
    const reused = changeOrder(deps, { ...command(), ...changes }, note('other'))
    await expect(reused).rejects.toMatchObject({ code: 'idempotency_key_reused' })
    expect(await stored()).toMatchObject({ note: 'gift' })
  })

  it('when another client has the same key then it is a command of its own', async () => {
    await changeOrder(deps, command(), note('gift'))
    const theirs = await changeOrder(deps, { ...command(), client_id: 'admin' }, note('parcel'))
    expect(theirs).toMatchObject({ replayed: false, order: { note: 'parcel' } })
  })

  it('when 20 come at once, each with its key, then each decides on what the one before left', async () => {
    const append = (before: StoredOrder) => ({ order: { ...before, note: `${before.note ?? ''}x` } })
    await Promise.all(Array.from({ length: 20 }, (_, nth) => changeOrder(deps, command(`k${nth}`), append)))
    expect(await stored()).toMatchObject({ note: 'x'.repeat(20), revision: 21, version: 21 })
  })

  it('when one key comes 20 times at once then it is done once', async () => {
    const append = (before: StoredOrder) => ({ order: { ...before, note: `${before.note ?? ''}x` } })
    const answers = await Promise.all(Array.from({ length: 20 }, () => changeOrder(deps, command(), append)))
    expect(await stored()).toMatchObject({ note: 'x', version: 2 })
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
  })

  it('when it changes nothing then nothing is written', async () => {
    expect(await changeOrder(deps, command(), (before) => ({ order: before }))).toMatchObject({ replayed: false })
    expect(await stored()).toStrictEqual(order)
  })

  it('when there is no such order then it says so', async () => {
    const lost = changeOrder(deps, { ...command(), order_id: 'ord_gone' }, note('gift'))
    await expect(lost).rejects.toMatchObject({ code: 'order_not_found' })
  })

  it('when every race is lost then it ends, to be sent again', async () => {
    const losing = { ...deps, store: { ...deps.store, save: async () => false } }
    await expect(changeOrder(losing, command(), note('gift'))).rejects.toMatchObject({ code: 'order_busy' })
  })
})

describe('what a command adds to do', () => {
  it('when nobody holds the order then it is run here, under a lease', async () => {
    const changed = await changeOrder(deps, command(), awaitPay)
    expect(changed.order).toMatchObject({ lease_owner: 'rep_1', next_effect_at: '2026-01-01T00:00:30.000Z' })
    expect(ran).toEqual([changed.order])
  })

  it('when there is no room here then any replica may run it at once', async () => {
    const full = { ...deps, runner: { ...deps.runner, hasRoom: () => false } }
    const { order: left } = await changeOrder(full, command(), awaitPay)
    expect(left).toMatchObject({ next_effect_at: '2026-01-01T00:00:00.000Z' })
    expect(left).not.toHaveProperty('lease_owner')
    expect(ran).toEqual([])
  })

  it('when another replica is at work on the order then the lease stays with it', async () => {
    const until = '2026-01-01T00:00:10.000Z'
    await store().store.save({ ...leaseTo({ ...newOrder(), id: order.id }, 'rep_2', until), version: 2 })
    const { order: left } = await changeOrder(deps, command(), awaitPay)
    expect(left).toMatchObject({ lease_owner: 'rep_2', next_effect_at: until })
    expect(ran).toEqual([])
  })

  it('when that replica has died then it is run here', async () => {
    await store().store.save({
      ...leaseTo({ ...newOrder(), id: order.id }, 'rep_2', '2025-12-31T23:59:59.000Z'),
      version: 2,
    })
    await changeOrder(deps, command(), awaitPay)
    await eventually(() => expect(ran).toMatchObject([{ lease_owner: 'rep_1' }]))
  })
})
