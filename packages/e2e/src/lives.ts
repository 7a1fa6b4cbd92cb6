import type { Fulfillment } from '@tradewind/contracts/fulfillments.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import { expect } from 'vitest'
import type { Expectation } from './expectation.ts'
import type { Placed, Shop } from './shop.ts'
import { shipAll } from './warehouse.ts'

interface ClaimedOrder {
  fulfillment: Fulfillment
}

export interface Living {
  suite: Pick<Suite, 'kill' | 'restart'>
  shop: Shop
  key: string
  /** What happens once the order is placed and settled, before the rest of its life. */
  between?: () => Promise<void>
}

/** One order's life, from its placing to the last thing a patient client does with it. */
export type Life = (living: Living) => Promise<Placed>

interface Begin {
  method?: string
  capture?: 'manual'
  /** As the order must be before its life goes on; at once without it. */
  once?: Expectation['payment_status']
  becomes: Expectation
}

/** Begins by placing an order; `act` is the rest. */
const live =
  ({ method = 'pm_card_visa', capture, once, becomes }: Begin, act: (shop: Shop, placed: Placed) => Promise<unknown>) =>
  async ({ shop, key, between }: Living): Promise<Placed> => {
    const prefer = once === undefined ? 'respond-async' : 'wait=1'
    const placed = await shop.place({ key, method, prefer, ...(capture && { capture }) })
    if (once !== undefined) await shop.become(placed.order_id, once)
    await between?.()
    await act(shop, placed)
    return { ...placed, becomes }
  }

const CONFIRMED = /is confirmed/
const CANCELED = /is canceled/
const REFUND = /^Refund for/

const paid = { once: 'captured' } as const
const ended = { status: 'canceled', payment_status: 'refunded', charges: 1, refunded: 3963 } as const

const cancel = (shop: Shop, { key, order_id }: Placed) =>
  shop.command({ path: `/orders/${order_id}/cancel`, key: `${key} cancel`, body: { reason: 'changed my mind' } })

const refund = (shop: Shop, { key, order_id }: Placed, body: object) =>
  shop.command({ path: `/orders/${order_id}/refunds`, key: `${key} refund ${JSON.stringify(body)}`, body })

export const cancelPaid = live({ ...paid, becomes: { ...ended, mails: [CONFIRMED, CANCELED] } }, cancel)

const cancelDeclined = live(
  {
    method: 'pm_card_chargeDeclined',
    once: 'failed',
    becomes: { status: 'canceled', payment_status: 'failed', charges: 0, mails: [/did not go through/, CANCELED] },
  },
  cancel,
)

export const cancelHeld = live(
  {
    capture: 'manual',
    once: 'authorized',
    becomes: { status: 'canceled', payment_status: 'voided', charges: 1, held: true, mails: [CONFIRMED, CANCELED] },
  },
  cancel,
)

/** Payments are away: its charge has been tried, and nobody can say what came of it. */
export const cancelUncharged: Life = async ({ suite, shop, key, between }) => {
  await suite.kill('payments')
  const placed = await shop.place({ key, method: 'pm_card_visa', prefer: 'wait=1' })
  await between?.()
  await cancel(shop, placed)
  await suite.restart('payments')
  const becomes: Expectation = {
    status: 'canceled',
    payment_status: 'voided',
    charges: 0,
    payments: 0,
    mails: [CANCELED],
  }
  return { ...placed, becomes }
}

export const shipHeld = live(
  {
    capture: 'manual',
    once: 'authorized',
    becomes: {
      status: 'confirmed',
      payment_status: 'captured',
      charges: 1,
      mails: [CONFIRMED, /is on its way/],
    },
  },
  shipAll,
)

/** Whichever order waits longest: the same key again finds it, and the picker has no other. */
export const claimNext = live(
  { ...paid, becomes: { status: 'confirmed', payment_status: 'captured', charges: 1, mails: [CONFIRMED] } },
  async (shop, { key }) => {
    const claim = () => shop.command({ path: '/fulfillments/claim-next', key: `${key} claim`, body: { picker: key } })
    const [first, again] = [await claim(), await claim()] as unknown as ClaimedOrder[]
    expect(again?.fulfillment).toEqual(first?.fulfillment)
    expect(await shop.claimsOf(key)).toEqual([first?.fulfillment])
  },
)

export const refundAPart = live(
  {
    ...paid,
    becomes: {
      status: 'confirmed',
      payment_status: 'partially_refunded',
      charges: 1,
      refunded: 1000,
      mails: [CONFIRMED, REFUND],
    },
  },
  (shop, placed) => refund(shop, placed, { amount: 1000 }),
)

/** One mug, the tea, then all that is left. */
const refundInParts = live(
  {
    ...paid,
    becomes: {
      status: 'confirmed',
      payment_status: 'refunded',
      charges: 1,
      refunded: 3963,
      mails: [CONFIRMED, REFUND, REFUND, REFUND],
    },
  },
  async (shop, placed) => {
    const { line_items } = await shop.read(placed.order_id)
    for (const { id } of line_items) await refund(shop, placed, { line_items: [{ id, quantity: 1 }] })
    await refund(shop, placed, {})
  },
)

const refundThenCancel = live(
  { ...paid, becomes: { ...ended, mails: [CONFIRMED, REFUND, CANCELED] } },
  async (shop, placed) => {
    await refund(shop, placed, { amount: 500 })
    await cancel(shop, placed)
  },
)

const payAgain = live(
  {
    method: 'pm_card_chargeDeclined',
    once: 'failed',
    becomes: {
      status: 'confirmed',
      payment_status: 'captured',
      charges: 1,
      payments: 2,
      mails: [/did not go through/, CONFIRMED],
    },
  },
  (shop, { key, order_id }) =>
    shop.command({ path: `/orders/${order_id}/payments`, key: `${key} pay`, body: { method: 'pm_card_visa' } }),
)

/** Payments tells of a change that was none. */
export const tellOfNothing = live(
  { ...paid, becomes: { status: 'confirmed', payment_status: 'captured', charges: 1, mails: [CONFIRMED] } },
  async (shop, { key, order_id }) => {
    const [payment] = (await shop.read(order_id)).payments
    const body = {
      id: order_id.replace('ord_', 'pev_'),
      type: 'payment.changed',
      order_id,
      payment_id: payment?.id,
      object_id: payment?.id,
      created_at: '2026-01-01T00:00:00.000Z',
    }
    await shop.command({ path: '/payment-events', key: `${key} event`, body })
  },
)

/** Every kind of life, for a crowd of orders. */
export const LIVES: Life[] = [
  cancelPaid,
  cancelDeclined,
  cancelHeld,
  refundAPart,
  refundInParts,
  refundThenCancel,
  payAgain,
  shipHeld,
]
