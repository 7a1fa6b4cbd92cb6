import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRefund } from '../build-refund.ts'
import { buildSettlement, type OpenStore, openStore } from './open-store.ts'

describe.each(sqlDatabases())('reserving a refund on $kind', ({ create }) => {
  let opened: OpenStore

  beforeAll(async () => {
    opened = await openStore(create)
  })
  afterAll(() => opened.close())

  async function pay() {
    const charge = await opened.begin()
    const settlement = buildSettlement(charge)
    await opened.store.settle(settlement)
    return settlement.payment ?? charge.payment
  }
  const tryRefund = (refund: ReturnType<typeof buildRefund>) =>
    opened.store.beginRefund(refund).catch(({ code }: { code: string }) => code)

  it('when 30 refunds of 60 % come at once, then exactly one is reserved', async () => {
    const payment = await pay()
    const tried = await Promise.all(Array.from({ length: 30 }, () => tryRefund(buildRefund({ payment, amount: 1800 }))))
    expect(tried.filter((one) => one === true)).toHaveLength(1)
    expect(tried.filter((one) => one === 'amount_exceeds_refundable')).toHaveLength(29)
    expect(await opened.store.find(payment.id)).toMatchObject({ amount_refund_pending: 1800, amount_refunded: 0 })
  })

  it('when one key comes 10 times at once, then one refund', async () => {
    const payment = await pay()
    const { key } = buildRefund({ payment, amount: 100 })
    const tried = await Promise.all(
      Array.from({ length: 10 }, () => tryRefund({ ...buildRefund({ payment, amount: 100 }), key })),
    )
    expect(tried.filter((one) => one === true)).toHaveLength(1)
    expect(await opened.store.listRefunds({ payment_id: payment.id, limit: 20 })).toHaveLength(1)
  })

  it('when it is refused, then its key is left free', async () => {
    const payment = await pay()
    const refund = buildRefund({ payment, amount: 3001 })
    expect(await tryRefund(refund)).toBe('amount_exceeds_refundable')
    expect(await opened.store.findByKey(refund.key)).toBeUndefined()
  })

  it('when two end the same refund, then its amount moves once', async () => {
    const payment = await pay()
    const { refund, attempt, ...rest } = buildRefund({ payment, amount: 1000 })
    await opened.store.beginRefund({ refund, attempt, ...rest })
    const ended = { ...refund, status: 'succeeded' as const, gateway_ref: `re_${refund.id}` }
    const change = { refund: ended, from: 'processing' as const, pending: -1000, refunded: 1000 }
    const over = { ...attempt, status: 'succeeded' as const, next_at: null }
    const nothing = { transactions: [], events: [] }
    expect(await opened.store.apply({ refund: change, ...nothing })).toBe(true)
    const again = opened.store.settle({ attempt: over, refund: change, ...nothing })
    await expect(again).resolves.toBe(false)
    expect(await opened.store.find(payment.id)).toMatchObject({ amount_refund_pending: 0, amount_refunded: 1000 })
    expect(await opened.store.findOpen({ payment_id: payment.id, refund_id: refund.id })).toMatchObject({
      id: attempt.id,
    })
  })
})
