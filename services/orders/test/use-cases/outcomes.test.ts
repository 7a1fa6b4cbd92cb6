import { describe, expect, it } from 'vitest'
import { createOutcomes } from '../../src/use-cases/outcomes.ts'
import { createControlledRuntime } from '../controlled-runtime.ts'
import { newOrder } from '../new-order.ts'

describe('outcomes', () => {
  it('when an order is announced then all who wait for it hear, and nobody else', async () => {
    const { runtime, sleeps } = createControlledRuntime()
    const outcomes = createOutcomes(runtime)
    const [order, other] = [newOrder(), newOrder()]
    const waits = [outcomes.next(order.id, 100), outcomes.next(order.id, 100), outcomes.next(other.id, 100)]
    outcomes.announce(order)
    sleeps[2]?.end()
    expect(await Promise.all(waits)).toEqual([order, order, undefined])
  })

  it('when a wait has ended, either way, then no timer is left and a later announcement is not heard', async () => {
    const { runtime, sleeps } = createControlledRuntime()
    const outcomes = createOutcomes(runtime)
    const order = newOrder()
    const told = outcomes.next(order.id, 100)
    outcomes.announce(order)
    await told
    expect(sleeps).toEqual([])
    const late = outcomes.next(order.id, 100)
    sleeps[0]?.end()
    expect(await late).toBeUndefined()
    outcomes.announce(order)
    const next = outcomes.next(order.id, 100)
    sleeps[0]?.end()
    expect(await next).toBeUndefined()
  })
})
