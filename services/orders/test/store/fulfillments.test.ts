import { expect, it } from 'vitest'
import { addCommand } from '../../src/domain/command-keys.ts'
import { cancelFulfillment } from '../../src/domain/fulfillment/cancel-fulfillment.ts'
import { CLAIM_NEXT } from '../../src/domain/fulfillment/claim-keys.ts'
import { createFulfillment } from '../../src/domain/fulfillment/create-fulfillment.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import type { OrderStore } from '../../src/store-deps.ts'
import { AT, newOrder, occasion } from '../new-order.ts'
import { toRequest } from '../order-request.ts'
import { paidOrder, settled, TWO_LINES } from '../paid-order.ts'
import { describeStores } from '../store-contract.ts'

const next = (order: StoredOrder): StoredOrder => ({ ...order, version: order.version + 1 })
const begin = (order: StoredOrder, request = {}): StoredOrder =>
  next(createFulfillment(order, { request, claim_ms: 1000 }, occasion).order)
const withKey = (order: StoredOrder, idempotency_key: string, client_id = 'warehouse'): StoredOrder =>
  addCommand(order, { client_id, idempotency_key, request_hash: 'h', name: CLAIM_NEXT, at: AT })

async function insertPaid(store: OrderStore): Promise<StoredOrder> {
  const order = newOrder()
  await store.insert(order)
  const paid = next(settled(order, 'succeeded'))
  await store.save(paid)
  return paid
}

const idsOf = (orders: StoredOrder[]) => orders.map(({ id }) => id)

describeStores('orders wait for a picker', (openStore) => {
  it('when they are paid then the oldest come first, and those that are not paid are not among them', async () => {
    const store = await openStore()
    const made = Array.from({ length: 5 }, () => newOrder())
    for (const order of made) await store.insert(order)
    for (const nth of [3, 0, 4]) await store.save(next(settled(made[nth] as StoredOrder, 'succeeded')))
    expect(idsOf(await store.listPickable(2))).toEqual([made[0]?.id, made[3]?.id])
    expect(await store.listPickable(10)).toHaveLength(3)
  })

  it('when someone begins with one then it leaves, and comes back when that is canceled', async () => {
    const store = await openStore()
    const order = await insertPaid(store)
    const begun = begin(order)
    await store.save(begun)
    expect(await store.listPickable(10)).toEqual([])
    const [fulfillment] = begun.fulfillments
    const canceled = next(cancelFulfillment(begun, { fulfillment_id: fulfillment?.id ?? '' }, occasion))
    await store.save(canceled)
    expect(await store.listPickable(10)).toStrictEqual([canceled])
  })
})

describeStores('an order is found by its fulfillment', (openStore) => {
  it('when it has several then by each of them, and by no other id', async () => {
    const store = await openStore()
    const order = paidOrder(toRequest(TWO_LINES))
    const [mugs, pens] = order.line_items.map(({ id }) => [{ id, quantity: 1 }])
    const begun = begin(begin(order, { line_items: mugs }), { line_items: pens })
    await store.insert(order)
    await store.save({ ...begun, version: order.version + 1 })
    const other = begin(await insertPaid(store))
    await store.save(other)
    for (const { id } of begun.fulfillments) expect((await store.findByFulfillment(id))?.id).toBe(order.id)
    expect(await store.findByFulfillment(other.fulfillments[0]?.id ?? '')).toStrictEqual(other)
    expect(await store.findByFulfillment('ful_none')).toBeUndefined()
  })
})

describeStores('an order is found by the key that claimed it', (openStore) => {
  it('when it was claimed more than once then by each key of that client', async () => {
    const store = await openStore()
    const order = await insertPaid(store)
    await insertPaid(store)
    await store.save(withKey(withKey(begin(order), 'a'), 'b'))
    const key = (idempotency_key: string, client_id = 'warehouse') => ({ client_id, idempotency_key })
    expect(idsOf(await store.findClaimed([key('a')]))).toEqual([order.id])
    expect(idsOf(await store.findClaimed([key('b'), key('c')]))).toEqual([order.id])
    expect(await store.findClaimed([key('c'), key('a', 'other')])).toEqual([])
  })

  it('when two orders are claimed under one key then only the first is stored, whichever way', async () => {
    const stores = [await openStore(), await openStore()] as const
    const orders = [await insertPaid(stores[0]), await insertPaid(stores[0]), await insertPaid(stores[0])] as const
    expect(await stores[0].save(withKey(begin(orders[0]), 'k'))).toBe(true)
    expect(await stores[1].save(withKey(begin(orders[1]), 'k'))).toBe(false)
    expect(await stores[1].saveAll([withKey(begin(orders[1]), 'k')])).toEqual([false])
    expect(await stores[1].find(orders[1].id)).toStrictEqual(orders[1])
    expect(await stores[1].save(withKey(begin(orders[2]), 'k', 'other'))).toBe(true)
  })

  it('when four orders are claimed under one key at once then exactly one is', async () => {
    const stores = [await openStore(), await openStore()]
    const orders = await Promise.all(Array.from({ length: 4 }, () => insertPaid(stores[0] as OrderStore)))
    const saved = await Promise.all(orders.map((order, nth) => stores[nth % 2]?.save(withKey(begin(order), 'k'))))
    expect(saved.filter((one) => one === true)).toHaveLength(1)
    expect(await stores[0]?.listPickable(100)).toHaveLength(3)
  })

  it('when the claimed order is changed later then its key does not stand in the way', async () => {
    const store = await openStore()
    const claimed = withKey(begin(await insertPaid(store)), 'k')
    await store.save(claimed)
    expect(await store.save(next({ ...claimed, note: 'later' }))).toBe(true)
  })
})

describeStores('fulfillments are listed', (openStore) => {
  it('when they are asked for by status and picker then exactly their orders come, the oldest first', async () => {
    const store = await openStore()
    const orders = [await insertPaid(store), await insertPaid(store), await insertPaid(store), await insertPaid(store)]
    const pickers = ['ann', 'bob', undefined, 'ann']
    for (const nth of [3, 1, 2, 0]) {
      const picker = pickers[nth]
      await store.save(begin(orders[nth] as StoredOrder, picker === undefined ? {} : { picker }))
    }
    const list = async (
      query: { status: 'pending' | 'picking'; picker?: string; from_order_id?: string },
      limit = 10,
    ) => idsOf(await store.listFulfillments({ ...query, limit })).map((id) => idsOf(orders).indexOf(id))
    expect(await list({ status: 'picking' })).toEqual([0, 1, 3])
    expect(await list({ status: 'picking' }, 2)).toEqual([0, 1])
    expect(await list({ status: 'picking', from_order_id: orders[1]?.id ?? '' })).toEqual([1, 3])
    expect(await list({ status: 'pending' })).toEqual([2])
    expect(await list({ status: 'picking', picker: 'ann' })).toEqual([0, 3])
    expect(await list({ status: 'pending', picker: 'ann' })).toEqual([])
  })

  it('when the picker has one parcel of an order and another one has that status then it does not come', async () => {
    const store = await openStore()
    const order = paidOrder(toRequest(TWO_LINES))
    const [mugs, pens] = order.line_items.map(({ id }) => [{ id, quantity: 1 }])
    await store.insert(order)
    const begun = begin(begin(order, { line_items: mugs, picker: 'ann' }), { line_items: pens })
    await store.save({ ...begun, version: order.version + 1 })
    expect(await store.listFulfillments({ status: 'pending', picker: 'ann', limit: 10 })).toEqual([])
    expect(await store.listFulfillments({ status: 'pending', limit: 10 })).toHaveLength(1)
  })
})
