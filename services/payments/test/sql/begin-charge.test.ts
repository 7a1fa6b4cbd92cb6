import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCharge } from '../build-charge.ts'
import { buildDecline, type OpenStore, openStore } from './open-store.ts'

const HOUR_MS = 3_600_000

describe.each(sqlDatabases())('beginning a charge on $kind', ({ create }) => {
  let opened: OpenStore

  beforeAll(async () => {
    opened = await openStore(create)
  })
  afterAll(() => opened.close())

  it('when a charge begins, then payment, key and attempt can be read', async () => {
    const { payment, key } = await opened.begin()
    expect(await opened.store.find(payment.id)).toEqual(payment)
    expect(await opened.store.findByKey(key)).toEqual({ request_hash: 'hash', payment_id: payment.id, refund_id: null })
  })

  it('when a key comes again, then false, and nothing is added', async () => {
    const { key } = await opened.begin()
    const before = await opened.countRows('payments')
    expect(await opened.store.begin({ ...buildCharge({ now: HOUR_MS }), key })).toBe(false)
    expect(await opened.countRows('payments')).toBe(before)
  })

  it('when 20 requests with one key come at once, then one begins', async () => {
    const { key } = buildCharge()
    const begun = await Promise.all(
      Array.from({ length: 20 }, () => opened.store.begin({ ...buildCharge({ now: HOUR_MS }), key })),
    )
    expect(begun.filter(Boolean)).toHaveLength(1)
  })

  it('when another key pays a live order, then order_already_paid, and that key is left free', async () => {
    const { payment } = await opened.begin()
    const second = buildCharge({ now: HOUR_MS, order_id: payment.order_id, idempotency_key: `${payment.id} again` })
    await expect(opened.store.begin(second)).rejects.toMatchObject({ code: 'order_already_paid' })
    expect(await opened.store.findByKey(second.key)).toBeUndefined()
  })

  it('when the payment of an order failed, then the order may be paid again', async () => {
    const { payment, attempt } = await opened.begin()
    await opened.store.settle(buildDecline({ payment, attempt }))
    const again = buildCharge({ now: HOUR_MS, order_id: payment.order_id, idempotency_key: `${payment.id} again` })
    expect(await opened.store.begin(again)).toBe(true)
  })
})
