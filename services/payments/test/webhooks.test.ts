import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRequest } from './build-charge.ts'
import { type Programs, startPrograms } from './start-programs.ts'

const LATE = { within_ms: 25_000 }

describe.each(sqlDatabases())('the webhooks of the card sandbox, on $kind', ({ create }) => {
  let programs: Programs

  beforeAll(async () => {
    programs = await startPrograms(create)
  })
  afterAll(() => programs.stop())

  const pay = async (payment_method: string) => (await programs.pay(buildRequest({ payment_method }))).body
  const becomes = (id: string, expected: object) =>
    eventually(async () => expect((await programs.ask(`/payments/${id}`)).body).toMatchObject(expected), LATE)
  const refund = (id: string, amount: number) =>
    programs.command(`/payments/${id}/refunds`, { amount }, `refund ${id} ${amount}`)

  it.each([
    ['authorize', { status: 'succeeded', amount_captured: 3000 }],
    ['fail', { status: 'failed', amount_captured: 0 }],
  ])('when the customer answers 3-D Secure by %s, then the payment knows it', async (answer, expected) => {
    const { id, gateway_ref, status } = await pay('pm_card_authenticationRequired')
    expect(status).toBe('requires_action')
    await programs.atGateway(`/sandbox/3ds/${gateway_ref}/${answer}`)
    await becomes(id, expected)
  })

  it.each(['pm_sim_webhook_dup', 'pm_sim_webhook_reorder'])(
    'when webhooks come as %s says, then nothing counts twice',
    async (payment_method) => {
      const { id } = await pay(payment_method)
      await refund(id, 1000)
      await becomes(id, { status: 'succeeded', amount_captured: 3000, amount_refunded: 1000 })
      expect(await programs.readEntries(id, 'refunds')).toEqual([1000])
    },
  )

  it('when a refund fails at last, then its amount is free again', async () => {
    const { id } = await pay('pm_sim_refund_fails')
    expect((await refund(id, 1000)).status).toBe(202)
    await becomes(id, { amount_refunded: 0, amount_refund_pending: 0 })
  })

  it('when a refund fails after it had succeeded, then books and payment take it back', async () => {
    const { id } = await pay('pm_card_refundFail')
    expect((await refund(id, 1000)).body).toMatchObject({ status: 'succeeded' })
    await becomes(id, { amount_refunded: 0, amount_refund_pending: 0 })
    expect((await programs.readEntries(id, 'refunds')).toSorted()).toEqual([-1000, 1000])
  })

  it('when a payment is disputed and lost, then the money is gone', async () => {
    const { id } = await pay('pm_card_createDispute')
    await becomes(id, { amount_disputed: 3000 })
    const { body } = await programs.ask(`/disputes?payment_id=${id}`)
    const [dispute] = body.data as unknown as { gateway_ref: string; status: string }[]
    expect(dispute?.status).toBe('open')
    await programs.atGateway(`/v1/disputes/${dispute?.gateway_ref}/close`)
    await eventually(async () => expect(await programs.readEntries(id, 'chargeback_loss')).toEqual([3000]), LATE)
    await becomes(id, { amount_disputed: 3000 })
  })
})
