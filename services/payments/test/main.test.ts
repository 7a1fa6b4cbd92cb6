import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRequest } from './build-charge.ts'
import { type Programs, startPrograms } from './start-programs.ts'

describe.each(sqlDatabases())('the program with the card sandbox, on $kind', ({ create }) => {
  let programs: Programs

  beforeAll(async () => {
    programs = await startPrograms(create)
  })
  afterAll(() => programs.stop())

  it('when the card pays, then 201, one charge at the gateway, and what the card is', async () => {
    const request = buildRequest()
    const { status, body } = await programs.pay(request)
    expect([status, body.status, body.payment_method.last4]).toEqual([201, 'succeeded', '4242'])
    await programs.expectPaidOnce(request.order_id)
  })

  it('when the gateway has booked its fee, then the ledger has it too', async () => {
    const { body } = await programs.pay(buildRequest())
    await eventually(async () => expect(await programs.readEntries(body.id, 'processor_fees')).toEqual([117]))
    expect(await programs.readEntries(body.id, 'gateway_receivable')).toEqual([-117, 3000])
  })

  it.each([
    ['pm_card_chargeDeclined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
  ])('when the card is %s, then 402 %s', async (payment_method, decline_code) => {
    const { status, body } = await programs.pay(buildRequest({ payment_method }))
    expect([status, body.code, body.decline_code]).toEqual([402, 'card_declined', decline_code])
  })

  it('when the card wants 3-D Secure, then 201 requires_action', async () => {
    const { status, body } = await programs.pay(buildRequest({ payment_method: 'pm_card_authenticationRequired' }))
    expect([status, body.status, body.next_action?.type]).toEqual([201, 'requires_action', 'use_stripe_sdk'])
  })

  it('when the capture is manual, then 201 requires_capture and nothing is captured', async () => {
    const { status, body } = await programs.pay(buildRequest({ capture_method: 'manual' }))
    expect([status, body.status, body.amount_captured, body.amount_capturable]).toEqual([
      201,
      'requires_capture',
      0,
      3000,
    ])
  })

  it('when a hold is captured in part, then the rest is let go at the gateway too', async () => {
    const request = buildRequest({ capture_method: 'manual' })
    const { id } = (await programs.pay(request)).body
    const { status, body } = await programs.command(`/payments/${id}/capture`, { amount: 1200 }, `capture ${id}`)
    expect([status, body.status, body.amount_captured, body.amount_capturable]).toEqual([200, 'succeeded', 1200, 0])
    expect(await programs.listCharges(request.order_id)).toMatchObject([{ amount_captured: 1200, captured: true }])
  })

  it('when a hold is canceled, then nothing is captured at the gateway', async () => {
    const request = buildRequest({ capture_method: 'manual' })
    const { id } = (await programs.pay(request)).body
    const { status, body } = await programs.command(`/payments/${id}/cancel`, {}, `cancel ${id}`)
    expect([status, body.status]).toEqual([200, 'canceled'])
    expect(await programs.listCharges(request.order_id)).toMatchObject([{ amount_captured: 0, captured: false }])
  })

  it('when 30 refunds of 60 % come at once, then one goes through, at the gateway too', async () => {
    const request = buildRequest()
    const { id } = (await programs.pay(request)).body
    const refund = (_: unknown, index: number) =>
      programs.command(`/payments/${id}/refunds`, { amount: 1800 }, `refund ${id} ${index}`)
    const answers = await Promise.all(Array.from({ length: 30 }, refund))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(29)
    expect(await programs.listCharges(request.order_id)).toMatchObject([{ amount_refunded: 1800 }])
  })

  it.each(['pm_sim_timeout_after_charge', 'pm_sim_timeout_before_charge', 'pm_sim_500', 'pm_sim_500_after_charge'])(
    'when the gateway does %s, then 202, and in the end captured once',
    async (payment_method) => {
      const request = buildRequest({ payment_method })
      expect((await programs.pay(request)).status).toBe(202)
      await programs.expectPaidOnce(request.order_id)
    },
  )

  it('when it is told to stop, then it ends with 0', async () => {
    expect(await programs.payments.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  })
})
