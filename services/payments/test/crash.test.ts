import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRequest, newOrderId } from './build-charge.ts'
import { type Programs, startPrograms } from './start-programs.ts'

const LATE = { within_ms: 25_000 }

describe.each(sqlDatabases())('a process that dies, on $kind', ({ create }) => {
  let programs: Programs

  beforeAll(async () => {
    programs = await startPrograms(create)
  })
  afterAll(() => programs.stop())

  it.each(['payments.after_t1', 'payments.after_gateway', 'payments.after_t2'])(
    'when the process dies at %s, then the order is paid once, and the same key says so',
    async (point) => {
      const request = buildRequest()
      await programs.payments.restart({ FAILPOINTS: point })
      await expect(programs.pay(request)).rejects.toThrow()
      expect((await programs.payments.exited).signal).toBe('SIGKILL')
      await programs.payments.restart()
      await programs.pay(request)
      await programs.expectPaidOnce(request.order_id)
    },
  )

  it.each([
    ['payments.after_claim', 'pm_sim_timeout_after_charge'],
    ['payments.after_look_up', 'pm_sim_timeout_after_charge'],
    ['payments.before_resend', 'pm_sim_500'],
  ])('when the process dies at %s, then the order is paid once', async (point, payment_method) => {
    const request = buildRequest({ payment_method })
    await programs.payments.restart({ FAILPOINTS: point })
    expect((await programs.pay(request)).status).toBe(202)
    expect((await programs.payments.exited).signal).toBe('SIGKILL')
    await programs.payments.restart()
    await programs.expectPaidOnce(request.order_id)
  })

  it('when the process dies after a page of fees, then each fee is posted once', async () => {
    await programs.payments.restart({ FAILPOINTS: 'payments.after_balance_page' })
    const request = buildRequest()
    // The page may come before the answer.
    await programs.pay(request).catch(() => undefined)
    expect((await programs.payments.exited).signal).toBe('SIGKILL')
    await programs.payments.restart()
    const { body } = await programs.pay(request)
    await eventually(async () => expect(await programs.readEntries(body.id, 'processor_fees')).toEqual([117]))
  })

  it.each(['payments.after_command', 'payments.after_gateway:2', 'payments.after_t2:2'])(
    'when the process dies at %s of a capture, then it is captured once',
    async (point) => {
      const request = buildRequest({ capture_method: 'manual' })
      await programs.payments.restart({ FAILPOINTS: point })
      const { id } = (await programs.pay(request)).body
      const capture = () => programs.command(`/payments/${id}/capture`, { amount: 2000 }, `capture ${id}`)
      await expect(capture()).rejects.toThrow()
      expect((await programs.payments.exited).signal).toBe('SIGKILL')
      await programs.payments.restart()
      await eventually(
        async () => expect(await capture()).toMatchObject({ status: 200, body: { amount_captured: 2000 } }),
        LATE,
      )
      expect(await programs.listCharges(request.order_id)).toMatchObject([{ amount_captured: 2000 }])
    },
  )

  it.each(['payments.after_reserve', 'payments.after_gateway:2', 'payments.after_t2:2'])(
    'when the process dies at %s of a refund, then it is refunded once',
    async (point) => {
      const request = buildRequest()
      await programs.payments.restart({ FAILPOINTS: point })
      const { id } = (await programs.pay(request)).body
      const refund = () => programs.command(`/payments/${id}/refunds`, { amount: 1800 }, `refund ${id}`)
      await expect(refund()).rejects.toThrow()
      expect((await programs.payments.exited).signal).toBe('SIGKILL')
      await programs.payments.restart()
      await eventually(
        async () => expect(await refund()).toMatchObject({ status: 201, body: { status: 'succeeded' } }),
        LATE,
      )
      expect((await programs.ask(`/payments/${id}`)).body).toMatchObject({
        amount_refunded: 1800,
        amount_refund_pending: 0,
      })
      expect(await programs.listCharges(request.order_id)).toMatchObject([{ amount_refunded: 1800 }])
    },
  )

  it('when the gateway is away, then 503, and paid once by the sweep when it is back', async () => {
    const request = buildRequest()
    await programs.sandbox.kill()
    expect((await programs.pay(request)).status).toBe(503)
    await programs.sandbox.restart()
    await programs.expectPaidOnce(request.order_id)
  })

  it('when 40 orders come while the gateway dies, then each is paid once', async () => {
    const orders = Array.from({ length: 40 }, newOrderId)
    const answers = Promise.all(orders.map((order_id) => programs.pay(buildRequest({ order_id }))))
    await eventually(async () => (await programs.listCharges(orders[0] ?? '')).length > 0)
    await programs.sandbox.restart()
    const statuses = (await answers).map(({ status }) => status)
    expect(statuses.every((status) => [201, 202, 503].includes(status))).toBe(true)
    // A database that was too busy has stored nothing: who was told 503 asks again.
    for (const order_id of orders)
      await eventually(async () => (await programs.pay(buildRequest({ order_id }))).status < 500)
    for (const order_id of orders) await programs.expectPaidOnce(order_id)
  })
})
