import { beforeEach, describe, expect, it } from 'vitest'
import type { OrderStore } from '../../src/store-deps.ts'
import { createClaimDesk } from '../../src/use-cases/claim-desk.ts'
import { type Claim, type ClaimAnswer, claimNext } from '../../src/use-cases/claim-next.ts'
import { createClaimRig, insertPaid, toClaim } from '../claim-rig.ts'
import { useStore } from '../effect-rig.ts'
import { newOrder, typesOf } from '../new-order.ts'

const opened = useStore()
let store: OrderStore
let rig: ReturnType<typeof createClaimRig>
beforeEach(() => {
  store = opened().store
  rig = createClaimRig(opened())
})

const orderOf = (answer: ClaimAnswer) => (answer instanceof Error ? answer.message : answer?.order.id)
const claims = (count: number) => Array.from({ length: count }, (_, nth) => toClaim(`p${nth}`, `k${nth}`))
const one = async (claim: Claim) => (await claimNext(rig.deps, [claim]))[0]

describe('the next order', () => {
  it('when one waits then fulfillment, claim, key and events are one write', async () => {
    const [order] = await insertPaid(store, 1)
    const answer = await one(toClaim('ann', 'k'))
    const stored = await store.find(order?.id ?? '')
    expect(answer).toMatchObject({ replayed: false, order: stored, object_id: stored?.fulfillments[0]?.id })
    expect(stored).toMatchObject({
      version: 2,
      revision: 3,
      fulfillment_status: 'in_progress',
      fulfillments: [{ status: 'picking', picker: 'ann', claimed_until: '2026-01-01T00:01:00.000Z' }],
      commands: [{ idempotency_key: 'k', name: 'fulfillment.claim_next' }],
    })
    expect(typesOf(stored?.events ?? []).slice(-2)).toEqual(['fulfillment.created', 'fulfillment.claimed'])
  })

  it('when several wait then each claim gets the oldest that is left, and the last ones nothing', async () => {
    const orders = await insertPaid(store, 3)
    const answers = await claimNext(rig.deps, claims(5))
    expect(answers.map(orderOf)).toEqual([...orders.map(({ id }) => id), undefined, undefined])
  })

  it('when none is paid then there is none', async () => {
    await store.insert(newOrder())
    expect(await one(toClaim('ann', 'k'))).toBeUndefined()
  })

  it('when the key comes again then it is the same order, also when nothing waits any more', async () => {
    const [order] = await insertPaid(store, 2)
    await one(toClaim('ann', 'k'))
    expect(await one(toClaim('ann', 'k'))).toMatchObject({ replayed: true, order: { id: order?.id } })
    expect(await store.listPickable(10)).toHaveLength(1)
    await one(toClaim('bob', 'l'))
    expect(await one(toClaim('ann', 'k'))).toMatchObject({ replayed: true, order: { id: order?.id } })
  })

  it('when a key comes twice at once then both have the one order', async () => {
    const [order] = await insertPaid(store, 2)
    const answers = await claimNext(rig.deps, [toClaim('ann', 'k'), toClaim('ann', 'k')])
    expect(answers.map(orderOf)).toEqual([order?.id, order?.id])
    expect(await store.listPickable(10)).toHaveLength(1)
  })

  it('when the key comes again for another picker then that claim alone is refused', async () => {
    const orders = await insertPaid(store, 2)
    await one(toClaim('ann', 'k'))
    const answers = await claimNext(rig.deps, [toClaim('bob', 'k'), toClaim('bob', 'l')])
    expect(answers[0]).toMatchObject({ code: 'idempotency_key_reused' })
    expect(answers.slice(1).map(orderOf)).toEqual([orders[1]?.id])
  })

  it('when the store cannot tell what it stored then it is looked up, and nobody gets a second order', async () => {
    const orders = await insertPaid(store, 3)
    const saveAll: OrderStore['saveAll'] = async (changed) => (await store.saveAll(changed)).map(() => false)
    const { deps, ran } = createClaimRig(opened(), { store: { ...store, saveAll } })
    const answers = await claimNext(deps, claims(3))
    expect(answers.map(orderOf)).toEqual(orders.map(({ id }) => id))
    expect(answers).toMatchObject(orders.map(() => ({ replayed: false })))
    expect(ran).toHaveLength(3)
  })

  it('when every race is lost then it ends, to be sent again', async () => {
    await insertPaid(store, 1)
    const { deps } = createClaimRig(opened(), { store: { ...store, saveAll: async () => [false] } })
    expect(await claimNext(deps, claims(1))).toMatchObject([{ code: 'order_busy' }])
  })
})

describe('the desk', () => {
  it('when the store fails then all who wait hear it, and the next ones are served', async () => {
    const orders = await insertPaid(store, 2)
    let fails = true
    const saveAll: OrderStore['saveAll'] = async (changed) => {
      if (fails) throw new Error('away')
      return store.saveAll(changed)
    }
    const desk = createClaimDesk(createClaimRig(opened(), { store: { ...store, saveAll } }).deps)
    const both = await Promise.allSettled(claims(2).map(desk))
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    fails = false
    expect((await Promise.all(claims(2).map(desk))).map(orderOf)).toEqual(orders.map(({ id }) => id))
  })
})
