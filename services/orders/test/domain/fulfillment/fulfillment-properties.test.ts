import { AppError } from '@tradewind/service/app-error.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cancelAllInHouse, cancelFulfillment } from '../../../src/domain/fulfillment/cancel-fulfillment.ts'
import { claimFulfillment } from '../../../src/domain/fulfillment/claim-fulfillment.ts'
import { createFulfillment } from '../../../src/domain/fulfillment/create-fulfillment.ts'
import { deliverFulfillment } from '../../../src/domain/fulfillment/deliver-fulfillment.ts'
import { pickableAt } from '../../../src/domain/fulfillment/fulfillable.ts'
import { isInHouse, isSent } from '../../../src/domain/fulfillment/fulfillments.ts'
import { packFulfillment } from '../../../src/domain/fulfillment/pack-fulfillment.ts'
import { returnFulfillment } from '../../../src/domain/fulfillment/return-fulfillment.ts'
import { shipFulfillment } from '../../../src/domain/fulfillment/ship-fulfillment.ts'
import type { Occasion, StoredOrder } from '../../../src/domain/order.ts'
import { AT, newOrder, occasion } from '../../new-order.ts'
import { toRequest, toUnpaidRequest } from '../../order-request.ts'
import { paidOrder, TWO_LINES } from '../../paid-order.ts'

const TRACKING = { carrier: 'DHL', number: '1' }
const CLAIM_MS = 60_000
const STARTS = [
  () => paidOrder(toRequest(TWO_LINES)),
  () => paidOrder(toRequest(TWO_LINES), 'requires_capture'),
  () => newOrder(toUnpaidRequest()),
]

const step = fc.record({
  name: fc.constantFrom('create', 'claim', 'pack', 'ship', 'deliver', 'return', 'cancel', 'refund', 'cancel_all'),
  nth: fc.nat(3),
  line: fc.nat(1),
  quantity: fc.integer({ min: 1, max: 3 }),
  all: fc.boolean(),
  picker: fc.constantFrom('ann', 'bob'),
  claims: fc.boolean(),
  /** Seconds that pass before. */
  passes: fc.constantFrom(0, 1, 61),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

function take(order: StoredOrder, one: Step, occasion: Occasion): StoredOrder {
  const { name, nth, picker, quantity, claims, all } = one
  const fulfillment_id = order.fulfillments[nth]?.id ?? 'ful_none'
  const line = order.line_items[one.line]
  const line_items = all || !line ? {} : { line_items: [{ id: line.id, quantity }] }
  switch (name) {
    case 'create': {
      const request = { ...line_items, ...(claims && { picker }) }
      return createFulfillment(order, { request, claim_ms: CLAIM_MS }, occasion).order
    }
    case 'claim':
      return claimFulfillment(order, { fulfillment_id, picker, claim_ms: CLAIM_MS }, occasion)
    case 'pack':
      return packFulfillment(order, { fulfillment_id, ...(claims && { picker }) }, occasion)
    case 'ship':
      return shipFulfillment(order, { fulfillment_id, tracking: TRACKING }, occasion)
    case 'deliver':
      return deliverFulfillment(order, { fulfillment_id }, occasion)
    case 'return':
      return returnFulfillment(order, { fulfillment_id, ...line_items }, occasion)
    case 'cancel':
      return cancelFulfillment(order, { fulfillment_id }, occasion)
    case 'cancel_all':
      return cancelAllInHouse(order, occasion)
    case 'refund':
      return refundUnit(order, one.line)
    default:
      return name satisfies never
  }
}

/** Stands for a refund by line: never more units than the line has. */
function refundUnit(order: StoredOrder, nth: number): StoredOrder {
  const line_items = order.line_items.map((line, index) =>
    index === nth && line.refunded_quantity < line.quantity
      ? { ...line, refunded_quantity: line.refunded_quantity + 1 }
      : line,
  )
  return { ...order, line_items }
}

interface Taken {
  before: StoredOrder
  after: StoredOrder
  one: Step
  at: string
  refused: string | undefined
}

/** Takes the steps from each kind of order, and shows each to `check`; a refusal leaves the order as it was. */
function run(check: (taken: Taken) => void): void {
  fc.assert(
    fc.property(fc.constantFrom(...STARTS), fc.array(step, { maxLength: 40 }), (start, steps) => {
      let before = start()
      let now = Date.parse(AT)
      for (const one of steps) {
        now += one.passes * 1000
        const at = toTimestamp(now)
        const { after, refused } = tryStep(before, one, { at, newId: occasion.newId })
        check({ before, after, one, at, refused })
        before = after
      }
    }),
    { numRuns: 300 },
  )
}

function tryStep(order: StoredOrder, one: Step, occasion: Occasion) {
  try {
    return { after: take(order, one, occasion), refused: undefined }
  } catch (error) {
    if (error instanceof AppError) return { after: order, refused: error.code }
    throw error
  }
}

const unitsIn = ({ fulfillments }: StoredOrder, line_id: string) =>
  fulfillments
    .filter(({ status }) => status !== 'canceled')
    .flatMap(({ line_items }) => line_items)
    .filter(({ id }) => id === line_id)
    .reduce((sum, { quantity }) => sum + quantity, 0)

const NEXT: Record<string, string[]> = {
  none: ['pending', 'picking'],
  pending: ['picking', 'canceled'],
  picking: ['picking', 'packed', 'canceled'],
  packed: ['shipped', 'canceled'],
  shipped: ['delivered', 'returned'],
  delivered: ['returned'],
  canceled: [],
  returned: [],
}

describe('whatever is done with fulfillments, in any order', () => {
  it('then no line is ever in more parcels than it has units, and none counts as sent that is not', () => {
    run(({ after }) => {
      for (const line of after.line_items) {
        expect(unitsIn(after, line.id)).toBeLessThanOrEqual(line.quantity)
        const sent = after.fulfillments.filter(isSent).flatMap(({ line_items }) => line_items)
        const units = sent
          .filter(({ id }) => id === line.id)
          .reduce((sum, { quantity, returned_quantity = 0 }) => sum + quantity - returned_quantity, 0)
        expect(line.fulfilled_quantity).toBe(units)
        expect(units).toBeGreaterThanOrEqual(0)
      }
    })
  })

  it('then a parcel goes only along its way, and only one at a time unless all are canceled', () => {
    run(({ before, after, one }) => {
      const moved = after.fulfillments.filter(({ id, status }) => {
        const was = before.fulfillments.find((fulfillment) => fulfillment.id === id)?.status ?? 'none'
        if (was !== status) expect(NEXT[was]).toContain(status)
        return was !== status
      })
      if (one.name !== 'cancel_all') expect(moved.length).toBeLessThanOrEqual(1)
    })
  })

  it('then nobody takes a parcel from its picker before the deadline, and who lost it does not pack it', () => {
    run(({ before, after, one, at }) => {
      for (const was of before.fulfillments) {
        const now = after.fulfillments.find(({ id }) => id === was.id)
        if (was.picker !== now?.picker && was.claimed_until !== undefined) expect(was.claimed_until <= at).toBe(true)
        if (was.status !== now?.status && now?.status === 'packed' && one.claims) expect(one.picker).toBe(was.picker)
      }
    })
  })

  it('then nothing leaves the warehouse unpaid, and the first that leaves takes the money once', () => {
    run(({ after }) => {
      const left = after.fulfillments.some(isSent)
      const captures = after.effects.filter(({ type }) => type === 'capture')
      if (after.payment_status === 'pending') expect(after.fulfillments).toEqual([])
      expect(captures).toHaveLength(left && after.payment_status === 'authorized' ? 1 : 0)
    })
  })

  it('then the order is in the queue exactly while it is paid and nobody has begun', () => {
    run(({ after }) => {
      const begun = after.fulfillments.some((fulfillment) => isInHouse(fulfillment) || isSent(fulfillment))
      const open = after.line_items.some(({ quantity, refunded_quantity }) => refunded_quantity < quantity)
      const waits = after.payment_status !== 'pending' && !begun && open
      expect(pickableAt(after)).toBe(waits ? after.created_at : undefined)
      if (!begun) expect(after.fulfillment_status).toBe('unfulfilled')
    })
  })

  it('then the order is completed exactly when all has arrived or came back, and says so once', () => {
    run(({ after, one }) => {
      if (one.name === 'refund') return
      const done = after.fulfillment_status === 'delivered' || after.fulfillment_status === 'returned'
      const told = after.events.filter(({ type }) => type === 'order.completed')
      if (done) expect(after.status).toBe('completed')
      expect(told).toHaveLength(after.status === 'completed' ? 1 : 0)
    })
  })

  it('then each parcel that leaves or arrives has one mail, and what is refused changes nothing', () => {
    run(({ before, after, refused }) => {
      const mails = (order: StoredOrder, template: string) =>
        order.effects.filter(
          ({ type, payload }) => type === 'mail' && 'template' in payload && payload.template === template,
        )
      expect(mails(after, 'order_shipped')).toHaveLength(after.fulfillments.filter(isSent).length)
      const arrived = after.fulfillments.filter(({ delivered_at }) => delivered_at !== undefined)
      expect(mails(after, 'order_delivered')).toHaveLength(arrived.length)
      if (refused !== undefined) expect(after).toBe(before)
    })
  })
})
