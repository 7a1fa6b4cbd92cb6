import { expect, it } from 'vitest'
import { leaseTo } from '../../src/domain/lease.ts'
import { newOrder } from '../new-order.ts'
import { newest } from '../newest.ts'
import { toRequest } from '../order-request.ts'
import { describeStores } from '../store-contract.ts'

const LARGEST = Number.MAX_SAFE_INTEGER
/** What goes wrong seldom: one race in thirty. */
const ROUNDS = Array.from({ length: 10 }, (_, nth) => `round ${nth}`)

describeStores('an order is inserted', (openStore) => {
  it('when it is found by id or key then it is what was stored, to the last field', async () => {
    const store = await openStore()
    const request = toRequest({
      line_items: [{ sku: 'Ω', title: '“Große” 🫖', quantity: 1, unit_price: LARGEST, metadata: {} }],
      shipping_total: 0,
      metadata: { 'a.b': 'two\nlines', ':-_.': '', constructor: 'x', _id: 'y' },
      external_reference: 'r 1',
    })
    const order = leaseTo(newOrder(request), 'rep_1', '2026-01-01T00:00:30.000Z')
    expect(await store.insert(order)).toBe(true)
    expect(await store.find(order.id)).toStrictEqual(order)
    expect(await store.findByKey(order)).toStrictEqual(order)
  })

  it('when there is none then nothing is found', async () => {
    const store = await openStore()
    expect(await store.find(newOrder().id)).toBeUndefined()
    expect(await store.findByKey({ client_id: 'admin', idempotency_key: 'none' })).toBeUndefined()
  })

  it('when its key is there already then it is not stored', async () => {
    const store = await openStore()
    const first = newOrder(toRequest(), { idempotency_key: 'k' })
    const second = newOrder(toRequest(), { idempotency_key: 'k' })
    expect(await store.insert(first)).toBe(true)
    expect(await store.insert(second)).toBe(false)
    expect(await store.find(second.id)).toBeUndefined()
    expect(await store.findByKey(second)).toStrictEqual(first)
  })

  it.each(ROUNDS)('when 20 with one key come at once from two replicas then exactly one is stored (%s)', async () => {
    const stores = [await openStore(), await openStore()]
    const orders = Array.from({ length: 20 }, () => newOrder(toRequest(), { idempotency_key: 'k' }))
    const inserted = await Promise.all(orders.map((order, nth) => stores[nth % 2]?.insert(order)))
    expect(inserted.filter((one) => one === true)).toHaveLength(1)
    expect(await newest(stores[0])).toStrictEqual([orders[inserted.indexOf(true)]])
  })

  it('when another client has the same key then both are stored', async () => {
    const store = await openStore()
    const ours = newOrder(toRequest(), { idempotency_key: 'k', client_id: 'a' })
    const theirs = newOrder(toRequest(), { idempotency_key: 'k', client_id: 'b' })
    expect([await store.insert(ours), await store.insert(theirs)]).toEqual([true, true])
    expect((await store.findByKey(theirs))?.id).toBe(theirs.id)
  })
})

describeStores('an order with an external reference is inserted', (openStore) => {
  it('when the same client has used it then it is not stored, for another client it is', async () => {
    const store = await openStore()
    const request = toRequest({ external_reference: 'r' })
    expect(await store.insert(newOrder(request))).toBe(true)
    const second = newOrder(request)
    expect(await store.insert(second)).toBe(false)
    expect(await store.find(second.id)).toBeUndefined()
    expect(await store.insert(newOrder(request, { client_id: 'other' }))).toBe(true)
  })

  it('when two have none then both are stored', async () => {
    const store = await openStore()
    expect([await store.insert(newOrder()), await store.insert(newOrder())]).toEqual([true, true])
  })
})
