import { beforeEach, describe, expect, it } from 'vitest'
import type { Deps } from '../../src/deps.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { createOrderNumbers } from '../../src/use-cases/order-numbers.ts'
import { placeOrder } from '../../src/use-cases/place-order.ts'
import { createEffectRig, useStore } from '../effect-rig.ts'
import { newest } from '../newest.ts'
import { toRequest } from '../order-request.ts'

const opened = useStore()
let deps: Deps
let run: StoredOrder[]
let hasRoom: boolean
beforeEach(() => {
  hasRoom = true
  const { store } = opened()
  run = []
  deps = {
    ...createEffectRig(opened()).deps,
    runner: { hasRoom: () => hasRoom, run: (order) => void run.push(order) },
    nextNumber: createOrderNumbers(store),
    payment_expiry_ms: 3_600_000,
    secretOf: (id) => id,
    claim_ms: 900_000,
  }
})

const place = (request = toRequest(), key = 'k', client_id = 'admin') =>
  placeOrder(deps, { client_id, idempotency_key: key, request })

describe('placing an order', () => {
  it('when it is new then it is stored under our lease, and its effects begin', async () => {
    const { order, replayed } = await place()
    expect(replayed).toBe(false)
    expect(await deps.store.find(order.id)).toStrictEqual(order)
    expect(order).toMatchObject({ lease_owner: 'rep_1', next_effect_at: '2026-01-01T00:00:30.000Z', number: 100_001 })
    expect(run).toEqual([order])
  })

  it('when there is no room to run it here then it is stored without a lease, due at once', async () => {
    hasRoom = false
    const { order } = await place()
    expect(order).not.toHaveProperty('lease_owner')
    expect(order.next_effect_at).toBe(order.created_at)
    expect(run).toEqual([])
  })

  it('when the same comes again, its members in another order, then it is the same order, and nothing begins', async () => {
    const { order } = await place(toRequest({ note: 'n', locale: 'en' }))
    const { note, locale, ...rest } = toRequest({ note: 'n', locale: 'en' })
    const again = await place({ locale: locale ?? '', note: note ?? '', ...rest })
    expect(again).toEqual({ order, replayed: true })
    expect(run).toHaveLength(1)
  })

  it('when the order went on meanwhile then a replay is the order as it is now', async () => {
    const { order } = await place()
    const now = { ...order, note: 'changed', version: 2 }
    await deps.store.save(now)
    expect((await place()).order).toStrictEqual(now)
  })

  it('when another body comes under the key then it is refused and not stored', async () => {
    await place()
    const again = place(toRequest({ shipping_total: 600 }))
    await expect(again).rejects.toMatchObject({ kind: 'invalid', code: 'idempotency_key_reused' })
    expect(await newest(deps.store)).toHaveLength(1)
  })

  it('when another client uses the key then it is another order', async () => {
    const [ours, theirs] = [await place(), await place(toRequest(), 'k', 'other')]
    expect(theirs.replayed).toBe(false)
    expect(theirs.order.id).not.toBe(ours.order.id)
  })

  it('when its external reference is in use then it is refused with a pointer to it', async () => {
    const request = toRequest({ external_reference: 'r' })
    await place(request)
    await expect(place(request, 'k2')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'external_reference_in_use',
      faults: [{ pointer: '/external_reference' }],
    })
    expect((await place(request)).replayed).toBe(true)
  })

  it('when the amounts are wrong then nothing is stored', async () => {
    await expect(place(toRequest({ total: 1 }))).rejects.toMatchObject({ code: 'totals_mismatch' })
    expect(await newest(deps.store)).toEqual([])
  })
})
