import { toTimestamp } from '@tradewind/service/runtime.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leaseTo } from '../../src/domain/lease.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { startEffects } from '../../src/workers/effects.ts'
import { createEffectRig, useStore } from '../effect-rig.ts'
import { newOrder } from '../new-order.ts'
import { captures, isDown } from '../scripted-clients.ts'

const opened = useStore()
let rig: ReturnType<typeof createEffectRig>
let replicas: ReturnType<typeof startEffects>[]
beforeEach(() => {
  rig = createEffectRig(opened())
  replicas = []
})
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()))
})

function startReplica(owner: string) {
  const replica = startEffects({ ...rig.deps, owner })
  replicas.push(replica)
  return replica
}

const inSeconds = (seconds: number) => toTimestamp(rig.clock.now_ms + seconds * 1000)

async function insertLeased(owner: string, until: string): Promise<StoredOrder> {
  const order = leaseTo(newOrder(), owner, until)
  await opened().store.insert(order)
  return order
}

const stored = async ({ id }: StoredOrder) => (await opened().store.find(id)) as StoredOrder

/** Lets all naps pass until `order` has no effects left. */
const runToTheEnd = (order: StoredOrder) =>
  eventually(async () => {
    for (const sleep of [...rig.sleeps]) sleep.end()
    return (await stored(order)).effects.length === 0
  })

describe('effects of a replica that died', () => {
  it('when its lease has ended then two sweepers together run each order once', async () => {
    const orders = await Promise.all(Array.from({ length: 60 }, () => insertLeased('dead', inSeconds(-1))))
    startReplica('rep_1')
    startReplica('rep_2')
    for (const order of orders) await runToTheEnd(order)
    expect(rig.payments.calls).toHaveLength(60)
    expect(new Set(rig.payments.calls.map(({ key }) => key)).size).toBe(60)
    expect(rig.emails.calls).toHaveLength(60)
  })

  it('when its lease has not ended then nobody touches the order until it has', async () => {
    const order = await insertLeased('dead', inSeconds(10))
    const free = await insertLeased('dead', inSeconds(0))
    startReplica('rep_1')
    await runToTheEnd(free)
    expect(await stored(order)).toStrictEqual(order)
    rig.clock.now_ms += 10_000
    await runToTheEnd(order)
  })
})

describe('effects that cannot finish', () => {
  it('when their time comes then they are tried again, until they do', async () => {
    rig.payments.script = (call, nth) => (nth < 3 ? isDown(call, nth) : captures(call, nth))
    const order = await insertLeased('dead', inSeconds(0))
    startReplica('rep_1')
    await eventually(async () => {
      rig.clock.now_ms += 1_000
      for (const sleep of [...rig.sleeps]) sleep.end()
      return (await stored(order)).effects.length === 0
    })
    expect(rig.payments.calls).toHaveLength(3)
    expect(new Set(rig.payments.calls.map(({ key }) => key)).size).toBe(1)
  })
})

describe('a replica that stops', () => {
  it('when orders wait then their leases are given back and another replica runs them', async () => {
    const { promise: held, resolve: go } = Promise.withResolvers<void>()
    rig.payments.script = async (call, nth) => {
      await held
      return captures(call, nth)
    }
    const orders = await Promise.all(Array.from({ length: 70 }, () => insertLeased('rep_1', inSeconds(30))))
    const first = startReplica('rep_1')
    orders.forEach(first.runner.run)
    expect(rig.payments.calls).toHaveLength(64)
    const stopping = first.stop()
    const waiting = orders.slice(64)
    await eventually(async () => {
      for (const order of waiting) expect(await stored(order)).not.toHaveProperty('lease_owner')
    })
    go()
    await stopping
    startReplica('rep_2')
    for (const order of orders) await runToTheEnd(order)
    expect(rig.payments.calls).toHaveLength(70)
  })
})
