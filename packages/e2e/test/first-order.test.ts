import { eventually } from '@tradewind/testkit/eventually.ts'
import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drain } from '../src/drain.ts'
import { expectInvariants } from '../src/invariants.ts'
import { createShop, type Shop } from '../src/shop.ts'
import { suiteKinds } from '../src/suite-kinds.ts'

describe.each(suiteKinds())('on %s databases', (databases) => {
  let suite: Suite
  let shop: Shop
  beforeAll(async () => {
    suite = await startSuite({ databases })
    shop = createShop(suite)
  })
  afterAll(() => suite?.stop())

  it('when an order is sent twice, then it is paid once, mailed once and answered twice', async () => {
    const first = await shop.post({ key: 'first-order' })
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      status: 'confirmed',
      payment_status: 'captured',
      captured_total: 3963,
      balance: 0,
    })
    const again = await shop.post({ key: 'first-order' })
    expect([again.status, again.body.id]).toEqual([201, first.body.id])
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    await finish('first-order', 'pm_card_visa', first.body.id)
  })

  it('when twenty clients send one key at once, then there is one order, one charge and one mail', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.post({ key: 'all-at-once' })))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    await finish('all-at-once', 'pm_card_visa', answers[0]?.body.id ?? '')
  })

  it.each([
    ['pm_card_visa', 201],
    ['pm_card_mastercard', 201],
    ['pm_card_amex', 201],
    ['pm_card_chargeDeclined', 402, 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 402, 'insufficient_funds'],
    ['pm_card_chargeDeclinedLostCard', 402, 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 402, 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 402, 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 402, 'processing_error'],
    ['pm_card_authenticationRequired', 201],
    ['pm_sim_slow_ms_500', 201],
  ])('when paid with %s, then the answer is %i', async (method, status, decline_code = undefined) => {
    const answer = await shop.post({ key: method, method })
    expect(answer.status).toBe(status)
    expect(answer.body.decline_code).toBe(decline_code)
    if (method === 'pm_card_authenticationRequired')
      expect(answer.body.next_action?.type).toMatch(/use_stripe_sdk|redirect_to_url/)
    await finish(method, method, answer.body.order_id ?? answer.body.id)
  })

  it.each(['pm_sim_500', 'pm_sim_500_after_charge', 'pm_sim_timeout_after_charge', 'pm_sim_timeout_before_charge'])(
    'when the gateway plays %s, then the order ends captured, once',
    { timeout: 180_000 },
    async (method) => {
      const placed = await shop.place({ key: method, method, prefer: 'wait=1' })
      await finish(method, method, placed.order_id, 150_000)
    },
  )

  it('when payments are away, then the order is taken and paid when they are back', async () => {
    await suite.kill('payments')
    const answer = await shop.post({ key: 'no-payments', prefer: 'wait=1' })
    expect([answer.status, answer.body.payment_status]).toEqual([202, 'pending'])
    await suite.restart('payments')
    await finish('no-payments', 'pm_card_visa', answer.body.id)
  })

  it('when email is away, then the customer sees nothing of it and the mail comes later', async () => {
    await suite.kill('email')
    const answer = await shop.post({ key: 'no-email' })
    expect([answer.status, answer.body.status]).toEqual([201, 'confirmed'])
    await suite.restart('email')
    await finish('no-email', 'pm_card_visa', answer.body.id)
  })

  it('when the client does not want to wait, then 202 comes at once and the order is paid after it', async () => {
    const answer = await shop.post({ key: 'async', prefer: 'respond-async' })
    expect([answer.status, answer.headers.get('location')]).toEqual([202, `/orders/${answer.body.id}`])
    await eventually(async () => expect(await shop.read(answer.body.id)).toMatchObject({ payment_status: 'captured' }))
    await finish('async', 'pm_card_visa', answer.body.id)
  })

  async function finish(key: string, method: string, order_id: string, within_ms?: number): Promise<void> {
    const placed = [{ key, method, email: `${key}@shop.example`, order_id }]
    await drain(suite, shop, placed, within_ms)
    await expectInvariants(suite, shop, placed)
  }
})
