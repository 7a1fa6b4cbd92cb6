import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drain } from '../src/drain.ts'
import type { Expectation } from '../src/expectation.ts'
import { expectInvariants } from '../src/invariants.ts'
import { createShop, type Placed, type Shop } from '../src/shop.ts'
import { suiteKinds } from '../src/suite-kinds.ts'

/** Orders ask by themselves 15 s × RETRY_SCALE after: minutes later than what is waited for here. */
const ONLY_TOLD = { orders: { RETRY_SCALE: '20' } }
const WITHIN_MS = 20_000

const PAID: Expectation = {
  status: 'confirmed',
  payment_status: 'captured',
  charges: 1,
  mails: [/confirm the payment/i, /is confirmed/],
}
const FAILED: Expectation = { status: 'pending', payment_status: 'failed', charges: 0, mails: [] }
const PAID_AGAIN: Expectation = { ...PAID, payments: 2, mails: [...PAID.mails, /did not go through/] }

describe.each(suiteKinds())('on %s databases', (databases) => {
  let suite: Suite
  let shop: Shop
  beforeAll(async () => {
    suite = await startSuite({ databases, own: ONLY_TOLD })
    shop = createShop(suite)
  })
  afterAll(() => suite?.stop())

  it('when the customer authorizes on the page of the bank, then payments tells it and the order is paid, once', async () => {
    const placed = await placeWaiting('authorized')
    expect(await press(placed, 'authorize')).toBe('succeeded')
    await end({ ...placed, becomes: PAID })
  })

  it('when the customer fails there, then the order can be paid again with another card, once', async () => {
    const placed = await placeWaiting('refused')
    expect(await press(placed, 'fail')).toBe('failed')
    await drain(suite, shop, [{ ...placed, becomes: FAILED }], WITHIN_MS)
    const path = `/orders/${placed.order_id}/payments`
    await shop.command({ path, key: 'refused again', body: { method: 'pm_card_visa' } })
    await end({ ...placed, becomes: PAID_AGAIN })
  })

  async function placeWaiting(key: string): Promise<Placed> {
    const placed = await shop.place({ key, method: 'pm_card_authenticationRequired' })
    await shop.become(placed.order_id, 'requires_action')
    return placed
  }

  /** Opens the page and sends the form of the button; what the shop is told on the way back. */
  async function press({ order_id }: Placed, button: 'authorize' | 'fail'): Promise<string | null> {
    const { next_action } = await shop.read(order_id)
    const page = new URL(next_action?.url ?? '')
    expect(page.href).toMatch(new RegExp(`^${suite.urls.sandbox}/sandbox/3ds/pi_`))
    const html = await (await fetch(page)).text()
    const [, action] = new RegExp(`<form method="post" action="([^"]+/${button})">`).exec(html) ?? []
    const answer = await fetch(new URL(action ?? '', page), { method: 'POST', redirect: 'manual' })
    expect(answer.status).toBe(303)
    const back = new URL(answer.headers.get('location') ?? '')
    expect(back.pathname).toBe('/sandbox/returned')
    expect((await fetch(back)).status).toBe(200)
    return back.searchParams.get('redirect_status')
  }

  async function end(placed: Placed): Promise<void> {
    await drain(suite, shop, [placed], WITHIN_MS)
    await expectInvariants(suite, shop, [placed])
  }
})
