import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import { startEventRelay } from '../../src/workers/event-relay.ts'
import { createLease } from '../../src/workers/leased.ts'
import { createControlledRuntime } from '../controlled-runtime.ts'
import { log, useStore } from '../effect-rig.ts'
import { newOrder } from '../new-order.ts'

const opened = useStore()

describe('the relay of events', () => {
  it('when an order comes then it relays it; while nothing comes it writes nothing', async () => {
    const { runtime, passSleep } = createControlledRuntime()
    const relay = startEventRelay({ ...opened(), runtime, log, owner: 'rep_1' })
    await opened().store.insert(newOrder())
    await passSleep()
    await eventually(async () => expect(await opened().events.behind()).toBe(false))
    const { commits } = opened().counts
    for (let count = 0; count < 5; count += 1) await passSleep()
    expect(opened().counts.commits).toBe(commits)
    await relay.stop()
  })

  it('when it stops then another replica may relay at once', async () => {
    const { runtime, passSleep } = createControlledRuntime()
    const relay = startEventRelay({ ...opened(), runtime, log, owner: 'a' })
    const theirs = createLease({ ...opened(), runtime, owner: 'b' }, 'event_relay')
    await opened().store.insert(newOrder())
    await passSleep()
    await eventually(async () => expect(await opened().events.behind()).toBe(false))
    expect(await theirs()).toBe(false)
    await relay.stop()
    expect(await theirs()).toBe(true)
  })

  it('when another replica has the lease then it leaves it to that one, until the lease is over', async () => {
    const { runtime, clock } = createControlledRuntime()
    const [mine, theirs] = ['a', 'b'].map((owner) => createLease({ ...opened(), runtime, owner }, 'event_relay'))
    expect([await mine?.(), await theirs?.()]).toEqual([true, false])
    clock.now_ms += 6_000
    expect([await mine?.(), await theirs?.()]).toEqual([true, false])
    clock.now_ms += 10_000
    expect([await theirs?.(), await mine?.()]).toEqual([true, false])
  })
})
