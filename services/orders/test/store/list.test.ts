import { expect, it } from 'vitest'
import type { OrderStore } from '../../src/deps.ts'
import { newOrder } from '../new-order.ts'
import { describeStores } from '../store-contract.ts'

async function insertMany(store: OrderStore, count: number): Promise<string[]> {
  const orders = Array.from({ length: count }, () => newOrder())
  await Promise.all(orders.map((order) => store.insert(order)))
  return orders.map(({ id }) => id)
}

describeStores('orders are listed', (openStore) => {
  it('when orders arrive between the pages then each older one is seen once, newest first', async () => {
    const store = await openStore()
    const ids = await insertMany(store, 25)
    const seen: string[] = []
    for (let page = await store.list({ limit: 10 }); page.length > 0; ) {
      seen.push(...page.map(({ id }) => id))
      await insertMany(store, 3)
      page = await store.list({ limit: 10, before_id: seen.at(-1) ?? '' })
    }
    expect(seen).toEqual(ids.toReversed())
  })

  it('when the page is listed then it holds whole orders', async () => {
    const store = await openStore()
    const order = newOrder()
    await store.insert(order)
    expect(await store.list({ limit: 10 })).toStrictEqual([order])
  })
})
