import { toTimestamp } from '@tradewind/service/runtime.ts'
import { expect, it } from 'vitest'
import { addEffect, noteAttempt } from '../../src/domain/effects.ts'
import { leaseTo } from '../../src/domain/lease.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import type { OrderStore } from '../../src/store-deps.ts'
import { AT, effectOf, newOrder, occasion } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { describeStores } from '../store-contract.ts'

const at = (seconds: number) => toTimestamp(Date.parse(AT) + seconds * 1000)
const NOW = at(0)
const UNTIL = at(30)
const claim = (owner: string, limit = 100) => ({ now: NOW, until: UNTIL, owner, limit })

async function insertDue(store: OrderStore, due_at: string): Promise<StoredOrder> {
  const order = leaseTo(newOrder(), 'dead', due_at)
  await store.insert(order)
  return order
}

const idsOf = (orders: { id: string }[]) => orders.map(({ id }) => id).sort()

describeStores('due orders are claimed', (openStore) => {
  it('when some are due then only they are taken, each with a new version and lease', async () => {
    const store = await openStore()
    const [past, now] = [await insertDue(store, at(-1)), await insertDue(store, NOW)]
    await insertDue(store, at(1))
    await store.insert(newOrder(toUnpaidRequest()))
    const claimed = await store.claimDue(claim('rep_1'))
    const taken = [past, now].map((order) => ({ ...leaseTo(order, 'rep_1', UNTIL), version: 2 }))
    expect(claimed).toHaveLength(2)
    expect(claimed).toEqual(expect.arrayContaining(taken))
    expect(await store.find(past.id)).toStrictEqual(taken[0])
  })

  it('when they are taken then they are not due any more, until that lease ends', async () => {
    const store = await openStore()
    const { id } = await insertDue(store, at(-1))
    await store.claimDue(claim('rep_1'))
    expect(await store.claimDue(claim('rep_2'))).toEqual([])
    const later = await store.claimDue({ now: UNTIL, until: at(60), owner: 'rep_2', limit: 1 })
    expect(later).toMatchObject([{ id, lease_owner: 'rep_2', version: 3 }])
  })

  it('when one was saved by whom it was taken from then that save is refused', async () => {
    const store = await openStore()
    const order = await insertDue(store, at(-1))
    await store.claimDue(claim('rep_2'))
    expect(await store.save({ ...order, version: 2 })).toBe(false)
  })

  it('when there are more than the limit then the longest due are taken', async () => {
    const store = await openStore()
    const orders: StoredOrder[] = []
    for (const seconds of [-1, -5, -2, -4, -3]) orders.push(await insertDue(store, at(seconds)))
    const first = await store.claimDue(claim('rep_1', 2))
    expect(idsOf(first)).toEqual(idsOf([orders[1], orders[3]].filter((order) => order !== undefined)))
    expect(await store.claimDue(claim('rep_1', 10))).toHaveLength(3)
  })

  it('when two replicas claim at once then no order is taken twice and none is left', async () => {
    const stores = [await openStore(), await openStore()] as const
    const due = await Promise.all(Array.from({ length: 30 }, (_, nth) => insertDue(stores[0], at(-1 - nth))))
    const claims = Array.from({ length: 8 }, (_, nth) => stores[nth % 2 ? 1 : 0].claimDue(claim(`rep_${nth}`, 5)))
    const claimed = (await Promise.all(claims)).flat()
    expect(idsOf(claimed)).toEqual(idsOf(due))
  })
})

describeStores('due orders are counted', (openStore) => {
  it('when there are none then there is no oldest', async () => {
    const store = await openStore()
    await store.insert(newOrder(toUnpaidRequest()))
    expect(await store.countDue()).toEqual({ orders: 0 })
  })

  it('when some have effects left then those, and the time of the first', async () => {
    const store = await openStore()
    for (const seconds of [5, -5, 3]) await insertDue(store, at(seconds))
    expect(await store.countDue()).toEqual({ orders: 3, oldest: at(-5) })
  })

  it('when there are effects of several types then each is counted, with its failures and its first', async () => {
    const store = await openStore()
    const order = newOrder()
    const failed = noteAttempt(order, effectOf(order, 'charge').id, 'payments: 500')
    const waiting = addEffect(failed, { type: 'await_payment', payload: { payment_id: 'pay_1' } }, occasion)
    await store.insert(leaseTo(waiting, 'rep_1', at(5)))
    await insertDue(store, at(-5))
    const counts = await store.countEffects()
    expect(counts.sort((a, b) => a.type.localeCompare(b.type))).toEqual([
      { type: 'await_payment', effects: 1, failed: 0, oldest: AT },
      { type: 'charge', effects: 2, failed: 1, oldest: AT },
    ])
  })
})
