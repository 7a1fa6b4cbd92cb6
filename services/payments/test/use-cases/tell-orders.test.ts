import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildRequest } from '../build-charge.ts'
import { readPayment, type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
beforeEach(async () => {
  started.orders.away = false
  await started.tellOrders()
  started.orders.told.length = 0
})
afterAll(() => started.close())

const service = { authorization: 'Bearer sk_service' }
const untold = async () => (await started.deps.events.countUntold()).events

describe('telling orders', () => {
  it('when someone else than orders charges, then orders is told, once', async () => {
    const { id, order_id } = readPayment(await started.pay(buildRequest()))
    await started.tellOrders()
    await started.tellOrders()
    expect(started.orders.told).toMatchObject([{ type: 'payment.changed', payment_id: id, order_id, object_id: id }])
  })

  it('when orders itself charges and is answered, then the answer has told it', async () => {
    const { id } = readPayment(await started.pay(buildRequest(), service))
    await started.tellOrders()
    expect(started.orders.told).toEqual([])
    expect(await started.deps.store.find(id)).toMatchObject({ status: 'succeeded' })
  })

  it('when orders stopped waiting before the end, then it is told', async () => {
    const { promise, resolve } = Promise.withResolvers<never>()
    started.gateway.outcomes.push(promise)
    const answer = await started.pay(buildRequest(), { ...service, 'x-deadline-ms': '100' })
    expect(answer.statusCode).toBe(202)
    resolve({ kind: 'refused', error: { code: 'no', decline_code: null, advice_code: null, message: 'No.' } } as never)
    await started.deps.runs.drained()
    await started.tellOrders()
    expect(started.orders.told).toMatchObject([{ payment_id: readPayment(answer).id }])
  })

  it('when much of one payment changed, then it is told of once', async () => {
    const { id } = readPayment(await started.pay(buildRequest()))
    for (const amount of [1, 2, 3]) await started.command(`/payments/${id}/refunds`, { amount })
    await started.tellOrders()
    expect(started.orders.told).toHaveLength(1)
    expect(await untold()).toBe(0)
  })

  it('when orders is away, then it is told when it is back, and the metric shows what waits', async () => {
    started.orders.away = true
    await started.pay(buildRequest())
    await started.tellOrders()
    expect(await untold()).toBe(1)
    started.orders.away = false
    await started.tellOrders()
    expect(started.orders.told).toEqual([])
    started.clock.ahead_ms += 60_000
    await started.tellOrders()
    expect(started.orders.told).toHaveLength(1)
    expect(await untold()).toBe(0)
  })
})
