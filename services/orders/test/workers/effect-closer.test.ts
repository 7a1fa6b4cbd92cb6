import { eventually } from '@tradewind/testkit/eventually.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { StoredOrder } from '../../src/domain/order.ts'
import { createEffectCloser } from '../../src/workers/effect-closer.ts'
import { createControlledRuntime } from '../controlled-runtime.ts'
import { newOrder } from '../new-order.ts'

interface Batch {
  orders: StoredOrder[]
  answer(closed: boolean[]): void
  fail(): void
}

let batches: Batch[]
let controlled: ReturnType<typeof createControlledRuntime>
let closer: ReturnType<typeof createEffectCloser>
beforeEach(() => {
  batches = []
  controlled = createControlledRuntime()
  const saveAll = (orders: StoredOrder[]) =>
    new Promise<boolean[]>(
      (answer, reject) => void batches.push({ orders, answer, fail: () => reject(new Error('away')) }),
    )
  closer = createEffectCloser({ saveAll }, controlled.runtime)
})

const batch = (nth: number) =>
  eventually(() => {
    const found = batches[nth]
    if (!found) throw new Error(`there is no batch ${nth} yet`)
    return found
  })

describe('closing effects', () => {
  it('when several come within the time then they are one write, and each hears its own answer', async () => {
    const orders = [newOrder(), newOrder(), newOrder()]
    const closed = orders.map((order) => closer.close(order))
    expect(await controlled.passSleep()).toBe(50)
    const { orders: written, answer } = await batch(0)
    expect(written).toEqual(orders)
    answer([true, false, true])
    expect(await Promise.all(closed)).toEqual([true, false, true])
  })

  it('when some come while a batch is written then they are the next one', async () => {
    const [first, second] = [newOrder(), newOrder()]
    const closed = [closer.close(first)]
    await controlled.passSleep()
    const { answer } = await batch(0)
    closed.push(closer.close(second))
    answer([true])
    await controlled.passSleep()
    const next = await batch(1)
    expect(next.orders).toEqual([second])
    next.answer([true])
    expect(await Promise.all(closed)).toEqual([true, true])
  })

  it('when the write fails then all in it hear, and the next batch is tried', async () => {
    const closed = [closer.close(newOrder()), closer.close(newOrder())].map((one) => one.catch(() => 'failed'))
    await controlled.passSleep()
    ;(await batch(0)).fail()
    expect(await Promise.all(closed)).toEqual(['failed', 'failed'])
    const again = closer.close(newOrder())
    await controlled.passSleep()
    ;(await batch(1)).answer([true])
    expect(await again).toBe(true)
  })

  it('when it stops then what was gathered is written at once, and stop waits for it', async () => {
    const closed = closer.close(newOrder())
    let stopped = false
    const stopping = closer.stop().then(() => {
      stopped = true
    })
    const { answer } = await batch(0)
    expect(stopped).toBe(false)
    answer([true])
    await stopping
    expect(await closed).toBe(true)
  })

  it('when it stops while a batch is written then stop waits for that too', async () => {
    void closer.close(newOrder())
    await controlled.passSleep()
    const { answer } = await batch(0)
    let stopped = false
    const stopping = closer.stop().then(() => {
      stopped = true
    })
    await new Promise(setImmediate)
    expect(stopped).toBe(false)
    answer([true])
    await stopping
  })

  it('when a closing has led to more then stop waits for that too', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    closer.track(promise)
    let stopped = false
    const stopping = closer.stop().then(() => {
      stopped = true
    })
    await new Promise(setImmediate)
    expect(stopped).toBe(false)
    resolve()
    await stopping
  })
})
