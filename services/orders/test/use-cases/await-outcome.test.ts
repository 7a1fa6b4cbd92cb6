import { unavailable } from '@tradewind/service/app-error.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { StoredOrder } from '../../src/domain/order.ts'
import { awaitCharge } from '../../src/use-cases/await-outcome.ts'
import { createEffectRig, useStore } from '../effect-rig.ts'
import { newOrder } from '../new-order.ts'

const opened = useStore()
let rig: ReturnType<typeof createEffectRig>
let order: StoredOrder
beforeEach(async () => {
  rig = createEffectRig(opened())
  order = newOrder()
  await rig.deps.store.insert(order)
})

const paidIn = (version: number): StoredOrder => ({ ...order, effects: [], payment_status: 'captured', version })

describe('waiting for the outcome of a charge', () => {
  it('when it is announced here then it is known at once', async () => {
    const outcome = awaitCharge(rig.deps, order, 10_000)
    rig.deps.outcomes.announce(paidIn(2))
    expect(await outcome).toEqual(paidIn(2))
    expect(rig.sleeps).toEqual([])
  })

  it('when what is announced still awaits the charge then the wait goes on', async () => {
    const outcome = awaitCharge(rig.deps, order, 10_000)
    rig.deps.outcomes.announce({ ...order, payment_status: 'processing' })
    await eventually(() => rig.sleeps.length === 1)
    rig.deps.outcomes.announce(paidIn(3))
    expect(await outcome).toEqual(paidIn(3))
  })

  it('when another replica had it then it is found by reading', async () => {
    const outcome = awaitCharge(rig.deps, order, 10_000)
    await rig.deps.store.save(paidIn(2))
    expect(await rig.passSleep()).toBe(500)
    expect(await outcome).toStrictEqual(paidIn(2))
  })

  it('when it does not come in time then the order is as it is after just that time', async () => {
    const outcome = awaitCharge(rig.deps, order, 1_200)
    expect([await rig.passSleep(), await rig.passSleep(), await rig.passSleep()]).toEqual([500, 500, 200])
    expect(await outcome).toStrictEqual(order)
  })

  it('when the database goes away then the order is as it is known, at once', async () => {
    const away = () => Promise.reject(unavailable('database_unavailable', 'The database does not answer; try again.'))
    const outcome = awaitCharge({ ...rig.deps, store: { ...rig.deps.store, find: away } }, order, 10_000)
    expect(await rig.passSleep()).toBe(500)
    expect(await outcome).toBe(order)
    expect(rig.sleeps).toEqual([])
  })

  it('when looking fails in another way then that is not hidden', async () => {
    const broken = () => Promise.reject(new Error('broken'))
    const outcome = awaitCharge({ ...rig.deps, store: { ...rig.deps.store, find: broken } }, order, 10_000)
    const refused = expect(outcome).rejects.toThrow('broken')
    await rig.passSleep()
    await refused
  })

  it('when no time is given, or nothing is to come, then nothing is waited for', async () => {
    expect(await awaitCharge(rig.deps, order, 0)).toBe(order)
    expect(await awaitCharge(rig.deps, paidIn(2), 10_000)).toEqual(paidIn(2))
    expect(rig.sleeps).toEqual([])
  })
})
