import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askGateway } from '../src/ask-gateway.ts'
import { drain } from '../src/drain.ts'
import type { Expectation } from '../src/expectation.ts'
import { reconcile } from '../src/reconciled.ts'
import { createShop, type Shop } from '../src/shop.ts'
import { suiteKinds } from '../src/suite-kinds.ts'
import { shipAll } from '../src/warehouse.ts'

const REFUSED: Expectation = { status: 'confirmed', payment_status: 'failed', charges: 1, mails: [] }
const CAPTURED: Expectation = { ...REFUSED, payment_status: 'captured' }
const HELD: Expectation = { ...REFUSED, status: 'canceled', payment_status: 'authorized' }
const RETURNED: Expectation = { ...HELD, payment_status: 'refunded', refunded: 3963 }
const last_error = { code: 'card_declined', decline_code: 'generic_decline' }

describe.each(suiteKinds())('on %s databases', (databases) => {
  let suite: Suite
  let shop: Shop
  beforeAll(async () => {
    suite = await startSuite({ databases })
    shop = createShop(suite)
  })
  afterAll(() => suite?.stop())

  // The card refuses once, so an order that asked again would be captured.
  it('when the gateway refuses to capture what was shipped, then the order says so until it is paid again, once', async () => {
    const placed = await shop.place({ key: 'refused', method: 'pm_sim_capture_refused', capture: 'manual' })
    const { order_id } = placed
    await shop.become(order_id, 'authorized')
    await shipAll(shop, placed)
    await drain(suite, shop, [{ ...placed, becomes: REFUSED }])
    expect(await shop.read(order_id)).toMatchObject({
      balance: 3963,
      fulfillment_status: 'fulfilled',
      payments: [{ status: 'requires_capture', last_error }],
    })

    const path = `/orders/${order_id}/payments`
    await shop.command({ path, key: 'refused again', body: { method: 'pm_card_visa' } })
    await drain(suite, shop, [{ ...placed, becomes: CAPTURED }])
    expect(await shop.read(order_id)).toMatchObject({
      balance: 0,
      payments: [
        { status: 'canceled', amount_captured: 0 },
        { status: 'succeeded', amount_captured: 3963 },
      ],
    })
    const charges = (await suite.charges()).filter(({ metadata }) => metadata.order_id === order_id)
    expect(charges).toMatchObject([
      { captured: false, amount_captured: 0, amount_refunded: 3963 },
      { captured: true, amount_captured: 3963, amount_refunded: 0 },
    ])
    const subjects = (await suite.inbox(placed.email)).map(({ subject }) => subject).sort()
    expect(subjects).toEqual([expect.stringMatching(/is confirmed/), expect.stringMatching(/is on its way/)])
    await reconcile(suite)
  })

  it('when the gateway refuses to let go of a canceled order, then it is asked once, and what is captured there goes back', async () => {
    const placed = await shop.place({ key: 'held', method: 'pm_sim_cancel_refused_always', capture: 'manual' })
    const { order_id } = placed
    await shop.become(order_id, 'authorized')
    await shop.command({ path: `/orders/${order_id}/cancel`, key: 'cancel held', body: {} })
    await drain(suite, shop, [{ ...placed, becomes: HELD }])
    const held = await shop.read(order_id)
    expect(held).toMatchObject({ status: 'canceled', payments: [{ status: 'requires_capture', last_error }] })

    const [charge] = (await suite.charges()).filter(({ metadata }) => metadata.order_id === order_id)
    await askGateway(suite.urls.sandbox, `/v1/payment_intents/${charge?.payment_intent}/capture`)
    await drain(suite, shop, [{ ...placed, becomes: RETURNED }])
    expect(await shop.read(order_id)).toMatchObject({ status: 'canceled', captured_total: 3963, refunded_total: 3963 })
    const [returned] = (await suite.charges()).filter(({ metadata }) => metadata.order_id === order_id)
    expect(returned).toMatchObject({ captured: true, amount_captured: 3963, amount_refunded: 3963 })
    await reconcile(suite)
  })
})
