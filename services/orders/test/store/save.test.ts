import { expect, it } from 'vitest'
import { leaseTo, releaseLease } from '../../src/domain/lease.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { AT, newOrder } from '../new-order.ts'
import { describeStores } from '../store-contract.ts'

const next = (order: StoredOrder, note: string): StoredOrder => ({ ...order, note, version: order.version + 1 })

describeStores('an order is saved', (openStore) => {
  it('when what is stored is the version before then it is replaced, to the last field', async () => {
    const store = await openStore()
    const order = leaseTo(newOrder(), 'rep_1', AT)
    await store.insert(order)
    const released = releaseLease(next(order, 'new'), '2026-01-01T00:01:00.000Z')
    expect(await store.save(released)).toBe(true)
    expect(await store.find(order.id)).toStrictEqual(released)
  })

  it.each([
    ['the same', 0],
    ['an older', -1],
    ['a much newer', 2],
  ])('when it carries %s version then nothing changes', async (_what, step) => {
    const store = await openStore()
    const order = newOrder()
    await store.insert(order)
    expect(await store.save({ ...order, note: 'lost', version: order.version + step })).toBe(false)
    expect(await store.find(order.id)).toStrictEqual(order)
  })

  it('when it was never inserted then it is not there after', async () => {
    const store = await openStore()
    const order = next(newOrder(), 'lost')
    expect(await store.save(order)).toBe(false)
    expect(await store.find(order.id)).toBeUndefined()
  })

  it('when 40 save one version at once over two replicas then exactly one has its way', async () => {
    const stores = [await openStore(), await openStore()]
    const order = newOrder()
    await stores[0]?.insert(order)
    const changes = Array.from({ length: 40 }, (_, nth) => next(order, `saver ${nth}`))
    const saved = await Promise.all(changes.map((change, nth) => stores[nth % 2]?.save(change)))
    expect(saved.filter((one) => one === true)).toHaveLength(1)
    expect(await stores[1]?.find(order.id)).toStrictEqual(changes[saved.indexOf(true)])
  })
})

describeStores('many orders are saved at once', (openStore) => {
  it('when all are the version after then all are stored', async () => {
    const store = await openStore()
    const orders = Array.from({ length: 30 }, () => newOrder())
    await Promise.all(orders.map((order) => store.insert(order)))
    const changes = orders.map((order) => next(order, 'closed'))
    expect(await store.saveAll(changes)).toEqual(changes.map(() => true))
    expect(await Promise.all(changes.map(({ id }) => store.find(id)))).toStrictEqual(changes)
  })

  it('when one lost its race then it stays as it was, the others are stored, and none is called stored wrongly', async () => {
    const store = await openStore()
    const [won, lost] = [newOrder(), newOrder()]
    await Promise.all([store.insert(won), store.insert(lost)])
    const winner = next(lost, 'winner')
    await store.save(winner)
    const answers = await store.saveAll([next(won, 'closed'), next(lost, 'closed')])
    expect(answers).toHaveLength(2)
    expect(answers[1]).toBe(false)
    expect(await store.find(won.id)).toStrictEqual(next(won, 'closed'))
    expect(await store.find(lost.id)).toStrictEqual(winner)
  })
})
