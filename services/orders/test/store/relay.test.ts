import { expect, it } from 'vitest'
import { addEvent } from '../../src/domain/events.ts'
import type { FeedEvent, StoredOrder } from '../../src/domain/order.ts'
import type { EventStore } from '../../src/event-deps.ts'
import type { OpenedStore } from '../../src/store-deps.ts'
import { newOrder, occasion } from '../new-order.ts'
import { describeStores } from '../store-contract.ts'

async function relayAll(events: EventStore): Promise<void> {
  while (await events.behind()) await events.relay()
}

const readAll = (events: EventStore): Promise<FeedEvent[]> => events.read({ after: 0, limit: 10_000 })
const next = (order: StoredOrder): StoredOrder => ({
  ...addEvent(order, 'order.updated', occasion),
  version: order.version + 1,
})
const sequences = (events: FeedEvent[], order: StoredOrder) =>
  events.filter(({ order_id }) => order_id === order.id).map(({ sequence }) => sequence)

/** Positions without a gap, each order's events once and in their order. */
function expectFeed(feed: FeedEvent[], orders: StoredOrder[]): void {
  expect(feed.map(({ position }) => position)).toEqual(feed.map((_, index) => index + 1))
  for (const order of orders) expect(sequences(feed, order)).toEqual(order.events.map(({ sequence }) => sequence))
  expect(feed).toHaveLength(orders.flatMap(({ events }) => events).length)
}

describeStores('events are relayed', (_openStore, openAll) => {
  it('when orders are stored and change then each event is in the feed once, as it is in its order', async () => {
    const { store, events } = await openAll()
    const order = newOrder()
    await store.insert(order)
    await relayAll(events)
    const changed = next(order)
    await store.save(changed)
    await relayAll(events)
    const loaded = await store.find(order.id)
    if (!loaded) throw new Error('the order is gone')
    const again = next(loaded)
    await store.save(again)
    await relayAll(events)
    const feed = await readAll(events)
    expectFeed(feed, [again])
    expect(feed[1]).toStrictEqual({ ...again.events[1], order_id: order.id, position: 2 })
    expect(await events.behind()).toBe(false)
  })

  it('when a save adds no event then the feed stays as it is', async () => {
    const { store, events } = await openAll()
    const order = newOrder()
    await store.insert(order)
    await relayAll(events)
    await store.save({ ...order, note: 'x', version: 2 })
    await store.saveAll([{ ...order, note: 'y', version: 3 }])
    await relayAll(events)
    expectFeed(await readAll(events), [order])
  })

  it('when a save is refused then its event is not in the feed', async () => {
    const { store, events } = await openAll()
    const order = newOrder()
    await store.insert(order)
    expect(await store.save({ ...next(order), version: 7 })).toBe(false)
    await relayAll(events)
    expectFeed(await readAll(events), [order])
  })

  it('when four believe to be the only relay while orders come and change then nothing is lost, doubled or out of order', async () => {
    const stores: OpenedStore[] = [await openAll(), await openAll(), await openAll(), await openAll()]
    const [first] = stores
    if (!first) throw new Error('there is no store')
    let writing = true
    const seen: FeedEvent[] = []
    const relays = stores.map(async ({ events }) => {
      while (writing) {
        await events.relay()
        await new Promise(setImmediate)
      }
    })
    const reader = (async () => {
      while (writing) {
        seen.push(...(await first.events.read({ after: seen.at(-1)?.position ?? 0, limit: 7 })))
        await new Promise(setImmediate)
      }
    })()
    const writers = Array.from({ length: 20 }, async (_, nth) => {
      const store = stores[nth % stores.length]?.store ?? first.store
      let order = newOrder()
      await store.insert(order)
      for (let step = 0; step < 4; step += 1) {
        order = next(order)
        await store.save(order)
      }
      return order
    })
    const orders = await Promise.all(writers)
    writing = false
    await Promise.all([...relays, reader])
    await relayAll(first.events)
    const feed = await readAll(first.events)
    expectFeed(feed, orders)
    // Who read along has seen the same: no position was filled behind the reader's back.
    expect(seen).toEqual(feed.slice(0, seen.length))
  })

  it('when there is nothing then the ends are 0, else the first and the last position', async () => {
    const { store, events } = await openAll()
    expect(await events.ends()).toEqual({ oldest: 0, newest: 0 })
    for (let count = 0; count < 3; count += 1) await store.insert(newOrder())
    await relayAll(events)
    expect(await events.ends()).toEqual({ oldest: 1, newest: 3 })
    expect((await events.read({ after: 1, limit: 1 })).map(({ position }) => position)).toEqual([2])
  })
})

describeStores('old events are deleted', (_openStore, openAll) => {
  it('when some are old then they go in batches, the newest stays, and positions go on behind it', async () => {
    const { store, events } = await openAll()
    for (let count = 0; count < 5; count += 1) await store.insert(newOrder())
    await relayAll(events)
    const made_before = '2027-01-01T00:00:00.000Z'
    expect(await events.deleteOld({ made_before: '2025-01-01T00:00:00.000Z', limit: 10 })).toBe(0)
    expect(await events.deleteOld({ made_before, limit: 3 })).toBe(3)
    expect(await events.ends()).toEqual({ oldest: 4, newest: 5 })
    expect(await events.deleteOld({ made_before, limit: 10 })).toBe(1)
    expect(await events.deleteOld({ made_before, limit: 10 })).toBe(0)
    await store.insert(newOrder())
    await relayAll(events)
    expect(await events.ends()).toEqual({ oldest: 5, newest: 6 })
  })
})

describeStores('a lease', (_openStore, openAll) => {
  const lease = (owner: string, now: string, until: string) => ({ name: 'l', owner, now, until })

  it('when it is free, over or one’s own then it is taken, else not', async () => {
    const [one, other] = [await openAll(), await openAll()]
    expect(await one.leases.take(lease('a', '1', '3'))).toBe(true)
    expect(await other.leases.take(lease('b', '2', '4'))).toBe(false)
    expect(await one.leases.take(lease('a', '2', '5'))).toBe(true)
    expect(await other.leases.take(lease('b', '5', '6'))).toBe(true)
    expect(await one.leases.take(lease('a', '5', '7'))).toBe(false)
    expect(await one.leases.take({ ...lease('a', '5', '7'), name: 'another' })).toBe(true)
  })

  it('when many want it at once then one has it', async () => {
    const stores = [await openAll(), await openAll()]
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, nth) => stores[nth % 2]?.leases.take(lease(`r${nth}`, '1', '2'))),
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
  })
})
