import { setImmediate } from 'node:timers/promises'
import { currentContext, runInContext } from '@tradewind/service/request-context.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { StoredOrder } from '../../src/domain/order.ts'
import { createEffectRunner } from '../../src/workers/effect-runner.ts'
import { log } from '../effect-rig.ts'
import { newOrder } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'

interface Run {
  order: StoredOrder
  end(): void
  fail(): void
}

let runs: Run[]
let released: StoredOrder[][]
let rooms: number
beforeEach(() => {
  rooms = 0
  runs = []
  released = []
})

const run = (order: StoredOrder) =>
  new Promise<void>((end, reject) => void runs.push({ order, end, fail: () => reject(new Error('broken')) }))
const release = async (orders: StoredOrder[]) => void released.push(orders)
const onRoom = () => {
  rooms += 1
}
const createRunner = (parallel = 2) => createEffectRunner({ log, parallel, run, release, onRoom })
const orders = (count: number) => Array.from({ length: count }, () => newOrder())
const ordersOf = (list: Run[]) => list.map(({ order }) => order)

describe('a runner', () => {
  it('when more come than it runs at once then the rest follow in the order they came', async () => {
    const runner = createRunner()
    const given = orders(4)
    given.forEach(runner.run)
    expect(ordersOf(runs)).toEqual(given.slice(0, 2))
    runs[1]?.end()
    await eventually(() => expect(ordersOf(runs)).toEqual(given.slice(0, 3)))
  })

  it('when an order comes again while it runs then it is run again, but after it', async () => {
    const runner = createRunner()
    const order = newOrder()
    runner.run(order)
    runner.run(order)
    expect(runs).toHaveLength(1)
    runs[0]?.end()
    await eventually(() => runs.length === 2)
  })

  it('when an order comes again while it waits then only what came last is run', async () => {
    const runner = createRunner(1)
    const [first, order] = orders(2) as [StoredOrder, StoredOrder]
    const newer = { ...order, version: 2 }
    for (const one of [first, order, newer]) runner.run(one)
    runs[0]?.end()
    await eventually(() => runs.length === 2)
    runs[1]?.end()
    await eventually(() => runner.room() === 2)
    expect(ordersOf(runs)).toEqual([first, newer])
  })

  it('when an order has no effects then nothing is run', () => {
    createRunner().run(newOrder(toUnpaidRequest()))
    expect(runs).toEqual([])
  })

  it('when a run breaks then the next one still comes', async () => {
    const runner = createRunner(1)
    orders(2).forEach(runner.run)
    runs[0]?.fail()
    await eventually(() => runs.length === 2)
  })

  it('when 1,000 wait then there is no room; when they are done then it says so, once', async () => {
    const runner = createRunner(1)
    const order = newOrder()
    for (let nth = 0; nth < 1_001; nth += 1) {
      expect(runner.hasRoom()).toBe(true)
      runner.run({ ...order, id: `ord_${nth}` })
    }
    expect(runner.hasRoom()).toBe(false)
    for (let nth = 0; nth < 1_001; nth += 1) {
      runs[nth]?.end()
      await setImmediate()
    }
    expect(runs).toHaveLength(1_001)
    await eventually(() => expect([runner.hasRoom(), rooms]).toEqual([true, 1]))
  })

  it('when it says how much a sweep should bring then it is twice what runs at once', () => {
    const runner = createRunner(3)
    expect(runner.room()).toBe(6)
    orders(5).forEach(runner.run)
    expect(runner.room()).toBe(1)
    orders(5).forEach(runner.run)
    expect(runner.room()).toBe(0)
  })

  it('when a request began it then its id and trace go along, its deadline does not', () => {
    const seen: ReturnType<typeof currentContext>[] = []
    const noting = async () => void seen.push(currentContext())
    const runner = createEffectRunner({ log, parallel: 1, run: noting, release, onRoom })
    runInContext({ request_id: 'req-1', traceparent: '00-a', deadline: 1 }, () => runner.run(newOrder()))
    expect(seen).toEqual([{ request_id: 'req-1', traceparent: '00-a' }])
  })
})

describe('a runner that stops', () => {
  it('when some wait and some run then the first are handed over and the second end', async () => {
    const runner = createRunner(1)
    const [running, waiting] = orders(2) as [StoredOrder, StoredOrder]
    runner.run(running)
    runner.run(waiting)
    let stopped = false
    const stopping = runner.stop().then(() => {
      stopped = true
    })
    await eventually(() => expect(released).toEqual([[waiting]]))
    expect(stopped).toBe(false)
    runs[0]?.end()
    await stopping
    expect(ordersOf(runs)).toEqual([running])
  })

  it('when an order comes after then it is not begun', async () => {
    const runner = createRunner()
    await runner.stop()
    runner.run(newOrder())
    expect(runs).toEqual([])
  })
})
