import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import type { StoredOrder } from '../../src/domain/order.ts'
import type { Claim, OrderStore } from '../../src/store-deps.ts'
import { startEffectSweeper } from '../../src/workers/effect-sweeper.ts'
import { createEffectRig, useStore } from '../effect-rig.ts'
import { newOrder } from '../new-order.ts'

const opened = useStore()

/** A sweeper whose claims are answered by `due`, beside a runner with `room`. */
function startSweeper(room: () => number, due: (claim: Claim) => StoredOrder[]) {
  const { deps, ...controlled } = createEffectRig(opened())
  const claims: Claim[] = []
  const run: StoredOrder[] = []
  const store: OrderStore = {
    ...deps.store,
    async claimDue(claim) {
      claims.push(claim)
      return due(claim)
    },
  }
  const sweeper = startEffectSweeper({
    ...deps,
    store,
    runner: { hasRoom: () => true, run: (order) => void run.push(order), room },
  })
  return { ...controlled, sweeper, claims, run }
}

describe('a sweeper', () => {
  it('when the runner has no room then it claims nothing; when it has some then only that much', async () => {
    let room = 0
    const { sweeper, claims, passSleep } = startSweeper(
      () => room,
      () => [],
    )
    await passSleep()
    room = 7
    await passSleep()
    await eventually(() => expect(claims).toMatchObject([{ limit: 7, owner: 'rep_1' }]))
    await sweeper.stop()
  })

  it('when it got as many as it asked for then it looks again at once, else after about a second', async () => {
    const orders = Array.from({ length: 60 }, () => newOrder())
    const { sweeper, claims, run, passSleep } = startSweeper(
      () => 64,
      ({ limit }) => orders.splice(0, limit),
    )
    await eventually(() => expect(claims.map(({ limit }) => limit)).toEqual([50, 50]))
    expect(run).toHaveLength(60)
    expect(await passSleep()).toBe(1_000)
    await eventually(() => expect(claims).toHaveLength(3))
    await sweeper.stop()
  })

  it('when a claim fails then it tries again later', async () => {
    let tries = 0
    const { sweeper, passSleep } = startSweeper(
      () => 1,
      () => {
        tries += 1
        if (tries === 1) throw new Error('away')
        return []
      },
    )
    await passSleep()
    await eventually(() => expect(tries).toBe(2))
    await sweeper.stop()
  })
})
