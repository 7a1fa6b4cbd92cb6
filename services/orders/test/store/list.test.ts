import { lowestIdAt, timeOfId } from '@tradewind/service/ids.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StoredOrder } from '../../src/domain/order.ts'
import { AXES, type OrderFilter, type OrderQuery, type Sort, VALUES } from '../../src/domain/order-query.ts'
import { MOST_EXAMINED } from '../../src/domain/walk-list.ts'
import type { OrderStore } from '../../src/store-deps.ts'
import { listOrders } from '../../src/use-cases/list-orders.ts'
import { naiveList } from '../naive-list.ts'
import { newOrder } from '../new-order.ts'
import { NEWEST_FIRST } from '../newest.ts'
import { toRequest, toUnpaidRequest } from '../order-request.ts'
import { describeStores } from '../store-contract.ts'

const LIMIT = { timeout: 120_000 }
let numbers = 0

/** Few values, so that many orders have the same. */
function newListed(nth: number): StoredOrder {
  const pick = <Value>(values: readonly Value[], step: number) =>
    values[Math.floor(nth / step) % values.length] as Value
  const email = pick(['Ada@Example.com', 'ada@example.com', 'bob@example.com'], 2)
  const id = pick(['cus_1', 'cus_2', undefined], 3)
  const order = newOrder({
    ...toUnpaidRequest(),
    customer: { email, name: pick(['Ada Lovelace', 'Bób Bell'], 1), ...(id && { id }) },
    line_items: [{ sku: pick(['MUG', 'TEA-5'], 5), title: 'x', quantity: 1, unit_price: pick([100, 200, 300], 4) }],
    ...(nth % 7 === 0 && { external_reference: `r-${nth}` }),
  })
  numbers += 1
  const axes = Object.fromEntries(AXES.map((axis, step) => [axis, pick(VALUES[axis], step + 1)]))
  return { ...order, ...axes, number: 900_000 + ((numbers * 7_919) % 100_000) }
}

async function insertAll(store: OrderStore, orders: StoredOrder[]): Promise<void> {
  for (let from = 0; from < orders.length; from += 100) {
    await Promise.all(orders.slice(from, from + 100).map((order) => store.insert(order)))
  }
}

async function insertListed(store: OrderStore, count: number): Promise<StoredOrder[]> {
  const orders = Array.from({ length: count }, (_, nth) => newListed(nth))
  await insertAll(store, orders)
  return orders
}

/** Every page of a query, one behind the other. */
async function walk(
  store: OrderStore,
  query: OrderQuery,
  between: () => Promise<void> = async () => {},
): Promise<string[]> {
  const seen: string[] = []
  let { orders, next } = await store.list(query)
  for (let pages = 0; ; pages += 1) {
    expect(orders.length).toBeLessThanOrEqual(query.limit)
    seen.push(...orders.map(({ id }) => id))
    if (!next || pages > 200) return seen
    await between()
    ;({ orders, next } = await store.list({ ...query, after: next }))
  }
}

const orNothing = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined, freq: 2 })
const someOf = (values: readonly string[]) => orNothing(fc.subarray([...values], { minLength: 1, maxLength: 3 }))
const oneOf = <Value>(...values: Value[]) => orNothing(fc.constantFrom(...values))

const sorts: fc.Arbitrary<Sort> = fc.record({
  by: fc.constantFrom('created_at' as const, 'total' as const, 'number' as const),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
})

const filtersOf = (orders: StoredOrder[]): fc.Arbitrary<OrderFilter> =>
  fc
    .record({
      status: someOf(VALUES.status),
      payment_status: someOf(VALUES.payment_status),
      fulfillment_status: someOf(VALUES.fulfillment_status),
      customer_id: oneOf('cus_1', 'cus_2', 'cus_none'),
      email: oneOf('ada@example.com', 'bob@example.com'),
      words: oneOf(
        ['mug'],
        ['ada', 'tea-5'],
        ['bob'],
        ['bob@example.com', 'mug'],
        ['none'],
        [String(orders[3]?.number)],
      ),
      number: orNothing(fc.nat(orders.length * 4).map((nth) => orders[nth]?.number ?? 1)),
      external_reference: oneOf('r-7', 'r-14'),
      from_id: orNothing(fc.nat(orders.length - 1).map((nth) => orders[nth]?.id ?? '')),
      before_id: orNothing(fc.nat(orders.length - 1).map((nth) => orders[nth]?.id ?? '')),
    })
    .map((filter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)))

describeStores('orders are listed', (openStore) => {
  it('when any filters meet any sort then the pages together are what looking at each order finds', LIMIT, async () => {
    const store = await openStore()
    const orders = await insertListed(store, 90)
    const property = fc.asyncProperty(
      filtersOf(orders),
      sorts,
      fc.integer({ min: 1, max: 25 }),
      async (filter, sort, limit) => {
        const right = naiveList(orders, filter, sort)
        expect(await walk(store, { filter, sort, limit })).toEqual(right)
        expect(await store.count(filter)).toEqual({ count: right.length, exact: true })
      },
    )
    await fc.assert(property, { numRuns: 150 })
  })

  it('when one filter alone is walked then it finds its orders in every sort', LIMIT, async () => {
    const store = await openStore()
    const orders = await insertListed(store, 60)
    const filters: OrderFilter[] = [
      {},
      ...AXES.flatMap((axis) => VALUES[axis].map((value) => ({ [axis]: [value] }))),
      { customer_id: 'cus_1' },
      { email: 'ada@example.com' },
      { words: ['ada'] },
      { number: orders[5]?.number ?? 0 },
      { external_reference: 'r-7' },
      { from_id: orders[10]?.id ?? '', before_id: orders[40]?.id ?? '' },
    ]
    for (const filter of filters) {
      for (const by of ['created_at', 'total', 'number'] as const) {
        for (const direction of ['asc', 'desc'] as const) {
          const sort = { by, direction }
          expect(await walk(store, { filter, sort, limit: 7 })).toEqual(naiveList(orders, filter, sort))
        }
      }
    }
  })

  it('when orders arrive between the pages then each older one is seen once, newest first', async () => {
    const store = await openStore()
    const ids = (await insertListed(store, 25)).map(({ id }) => id)
    const between = async () => void (await insertListed(store, 3))
    expect(await walk(store, { filter: {}, sort: NEWEST_FIRST, limit: 10 }, between)).toEqual(ids.toReversed())
  })

  it('when it is walked back then the pages are the same ones', async () => {
    const store = await openStore()
    await insertListed(store, 25)
    for (const sort of [NEWEST_FIRST, { by: 'total', direction: 'asc' } as const]) {
      const first = await listOrders(store, { filter: {}, sort, limit: 10 })
      const second = await listOrders(store, { filter: {}, sort, limit: 10, ...(first.next && { after: first.next }) })
      const back = await listOrders(store, { filter: {}, sort, limit: 10, ...(second.prev && { before: second.prev }) })
      expect(back).toEqual({ orders: first.orders, next: first.next })
      expect(first.prev).toBeUndefined()
    }
  })

  it('when the page is listed then it holds whole orders', async () => {
    const store = await openStore()
    const order = newOrder()
    await store.insert(order)
    expect(await store.list({ filter: {}, sort: NEWEST_FIRST, limit: 10 })).toStrictEqual({ orders: [order] })
    expect((await store.list({ filter: { words: ['mug'] }, sort: NEWEST_FIRST, limit: 10 })).orders).toMatchObject([
      { id: order.id },
    ])
  })

  it('when an order changes then it is found by what it is now alone', async () => {
    const store = await openStore()
    const order = newOrder()
    await store.insert(order)
    await store.save({ ...order, status: 'canceled', payment_status: 'voided', version: 2 })
    const idsBy = async (filter: OrderFilter) =>
      (await store.list({ filter, sort: NEWEST_FIRST, limit: 5 })).orders.map(({ id }) => id)
    expect(await idsBy({ status: ['pending'] })).toEqual([])
    expect(await idsBy({ status: ['canceled'], payment_status: ['voided'] })).toEqual([order.id])
  })

  it('when times bound it then an order of the very first instant is in, one of the last is not', async () => {
    const store = await openStore()
    const order = newOrder()
    await store.insert(order)
    const ms = timeOfId(order.id)
    const listed = async (filter: OrderFilter) =>
      (await store.list({ filter, sort: NEWEST_FIRST, limit: 5 })).orders.length
    expect(await listed({ from_id: lowestIdAt('ord', ms) })).toBe(1)
    expect(await listed({ before_id: lowestIdAt('ord', ms) })).toBe(0)
    expect(await listed({ before_id: lowestIdAt('ord', ms + 1) })).toBe(1)
  })
})

describeStores('a list of which little fits', (_openStore, openAll) => {
  it('when many must be looked at for few then a page ends early, and the next ones find the rest', LIMIT, async () => {
    const { store, events } = await openAll()
    const of = (sku: string, status: StoredOrder['status']): StoredOrder => ({
      ...newOrder({ ...toRequest(), line_items: [{ sku, title: 'x', quantity: 1, unit_price: 100 }] }),
      status,
    })
    const rare = of('mug', 'pending')
    const many = Array.from({ length: MOST_EXAMINED + 5 }, () => [of('mug', 'confirmed'), of('tea', 'pending')]).flat()
    await insertAll(store, [rare, ...many])
    while (await events.relay());
    const query = { filter: { words: ['mug'], status: ['pending'] }, sort: NEWEST_FIRST, limit: 10 }
    const first = await store.list(query)
    expect(first.orders).toEqual([])
    expect(first.next).toBeDefined()
    expect(await walk(store, query)).toEqual([rare.id])
    const byTotal = { ...query, sort: { by: 'total', direction: 'desc' } as const }
    expect(await walk(store, byTotal)).toEqual([rare.id])
    expect(await store.count({ status: ['pending'] })).toEqual({ count: MOST_EXAMINED, exact: false })
  })
})
