import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRequest } from './build-charge.ts'
import { type Programs, startPrograms } from './start-programs.ts'

describe.each(sqlDatabases())('faults in the books of the card sandbox, on $kind', ({ create }) => {
  let programs: Programs

  beforeAll(async () => {
    programs = await startPrograms(create)
  })
  afterAll(() => programs.stop())

  const pay = async () => (await programs.pay(buildRequest())).body
  /** Those of one payment: what earlier tests have planted stays. */
  const breaksOf = async (payment_id: string) =>
    (await programs.findBreaks()).filter((found) => found.payment_id === payment_id)

  it('when everything that happens to payments has happened, then there is no break', async () => {
    const [paid, held] = [await pay(), (await programs.pay(buildRequest({ capture_method: 'manual' }))).body]
    await programs.pay(buildRequest({ capture_method: 'manual' }))
    await programs.pay(buildRequest({ payment_method: 'pm_card_chargeDeclined' }))
    await programs.pay(buildRequest({ payment_method: 'pm_card_authenticationRequired' }))
    await programs.command(`/payments/${held.id}/capture`, { amount: 1000 }, 'capture')
    await programs.command(`/payments/${paid.id}/refunds`, { amount: 700 }, 'refund')
    await programs.command(`/payments/${held.id}/refunds`, { amount: 300 }, 'refund of a part')
    const voided = (await programs.pay(buildRequest({ capture_method: 'manual' }))).body
    await programs.command(`/payments/${voided.id}/cancel`, {}, 'cancel')
    await programs.falsify('payouts')
    expect(await programs.findBreaks()).toEqual([])
  })

  it('when the gateway has paid out, then the bank has it, and the settlements say of what', async () => {
    const bank = async () => {
      const accounts = (await programs.ask('/ledger/accounts')).body.data as unknown as {
        account: string
        balance: number
      }[]
      return accounts.find(({ account }) => account === 'bank')?.balance
    }
    // 30.00 + 10.00 captured, less 7.00 + 3.00 refunded, less fees of 1.17 + 0.59.
    await eventually(async () => expect(await bank()).toBe(2824))
  })

  it.each([
    ['delete', { type: 'missing_gateway', expected: 3000, actual: null }],
    ['double', { type: 'duplicate_charge', expected: null, actual: 3000 }],
    ['change_amount', { type: 'amount', expected: 3000, actual: 2000 }],
    ['remove_fee', { type: 'fee', expected: 0, actual: 117 }],
  ])('when the fault is %s, then it is found with its type, and no other', async (kind, expected) => {
    const { id, gateway_ref } = await pay()
    await eventually(async () => expect(await programs.readEntries(id, 'processor_fees')).toEqual([117]))
    const amount: Record<string, string> = kind === 'change_amount' ? { amount: '2000' } : {}
    await programs.falsify('plants', { kind, payment_intent: gateway_ref ?? '', ...amount })
    expect(await breaksOf(id)).toMatchObject([expected])
  })

  it('when a charge was made behind our back, then missing_local', async () => {
    await programs.falsify('plants', { kind: 'stray', payment_intent: (await pay()).gateway_ref ?? '' })
    const strays = (await programs.findBreaks()).filter(({ type }) => type === 'missing_local')
    expect(strays).toMatchObject([{ payment_id: null, gateway_ref: expect.stringMatching(/^pi_/), actual: 3000 }])
  })
})
