import type { PaymentStatus } from '@tradewind/contracts/payments.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, decide } from '../../src/domain/decide.ts'
import { leaseTo, releaseLease } from '../../src/domain/lease.ts'
import type { Effect, StoredOrder } from '../../src/domain/order.ts'
import { toShown } from '../../src/domain/shown-order.ts'
import { AT, newOrder, occasion } from '../new-order.ts'
import { toRequest, toUnpaidRequest } from '../order-request.ts'
import { toPayment } from '../to-payment.ts'

const SETTLED: PaymentStatus[] = ['requires_action', 'requires_capture', 'succeeded', 'canceled', 'failed']
const FREE = { line_items: [{ sku: 'GIFT', title: 'Gift', quantity: 1, unit_price: 0 }], shipping_total: 0 }
const STARTS = [() => newOrder(), () => newOrder(toUnpaidRequest()), () => newOrder(toRequest(FREE))]

/** One step: which effect of those ever seen (or none), and what came of it. */
const step = fc.record({
  nth: fc.nat(4),
  fails: fc.boolean(),
  pending: fc.boolean(),
  unsettled: fc.constantFrom<PaymentStatus>('created', 'processing'),
  settled: fc.constantFrom(...SETTLED),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

function toCommand(
  order: StoredOrder,
  effect: Effect | undefined,
  { fails, pending, unsettled, settled }: Step,
): Command {
  const effect_id = effect?.id ?? 'eff_unknown'
  const paid = { order_id: order.id, amount: order.total }
  if (fails || !effect) return { type: 'effect_failed', effect_id, reason: 'payments: 500' }
  if (effect?.type === 'mail') return { type: 'mail_accepted', effect_id }
  const [known] = order.payments
  if (effect?.type === 'await_payment' && known) {
    return { type: 'payment_answered', effect_id, payment: toPayment(paid, known.status) }
  }
  // Who asks again hears the same.
  if (known && !idsOf(order).includes(effect_id)) {
    return { type: 'charge_settled', effect_id, payment: toPayment(paid, known.status) }
  }
  if (pending) return { type: 'charge_pending', effect_id, payment: toPayment(paid, unsettled) }
  return { type: 'charge_settled', effect_id, payment: toPayment(paid, settled) }
}

/** Runs the steps from each kind of new order, and shows every decision to `check`. */
function run(check: (before: StoredOrder, after: StoredOrder, command: Command) => void): void {
  const orders = fc.constantFrom(...STARTS)
  fc.assert(
    fc.property(orders, fc.array(step, { maxLength: 20 }), (start, steps) => {
      let order = start()
      const seen = [...order.effects]
      for (const one of steps) {
        const command = toCommand(order, seen[one.nth], one)
        const next = decide(order, command, occasion)
        check(order, next, command)
        seen.push(...next.effects.filter(({ id }) => !seen.some((effect) => effect.id === id)))
        order = next
      }
    }),
  )
}

const idsOf = (order: StoredOrder) => order.effects.map(({ id }) => id)

const shownOf = (order: StoredOrder) => {
  const { revision: _, updated_at: __, ...shown } = toShown(order)
  return shown
}

describe('whatever comes of effects, in any order and again', () => {
  it('then the events are numbered from 1 without a gap, and history is only added to', () => {
    run((before, { events }) => {
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
      expect(events.slice(0, before.events.length)).toEqual(before.events)
    })
  })

  it('then an order is confirmed exactly when its money is taken or authorized', () => {
    run((_, { status, payment_status, confirmed_at, captured_total, total, balance }) => {
      const paid = payment_status === 'captured' || payment_status === 'authorized'
      expect(status).toBe(paid ? 'confirmed' : 'pending')
      expect(confirmed_at !== undefined).toBe(paid)
      expect(captured_total).toBe(payment_status === 'captured' ? total : 0)
      expect(balance).toBe(total - captured_total)
    })
  })

  it('then an effect leaves only by its own command, and never by a failure or a pending charge', () => {
    run((before, after, command) => {
      const left = idsOf(before).filter((id) => !idsOf(after).includes(id))
      const settles = command.type === 'charge_settled' || command.type === 'mail_accepted'
      expect(left).toEqual(settles && idsOf(before).includes(command.effect_id) ? [command.effect_id] : [])
    })
  })

  it('then a command for an effect that is gone changes nothing', () => {
    run((before, after, command) => {
      expect(after === before).toBe(!idsOf(before).includes(command.effect_id))
      if (!idsOf(after).includes(command.effect_id)) expect(decide(after, command, occasion)).toBe(after)
    })
  })

  it('then at most one confirmation is ever sent', () => {
    const sent = new Map<string, Set<string>>()
    run((_, { id, effects }) => {
      const mails = sent.get(id) ?? new Set()
      sent.set(id, mails)
      for (const effect of effects) {
        if (effect.type === 'mail' && effect.payload.template === 'order_confirmed') mails.add(effect.id)
      }
      expect(mails.size).toBeLessThanOrEqual(1)
    })
  })

  it('then the revision moves by one with what is shown, and only then', () => {
    run((before, after) => {
      const changed = JSON.stringify(shownOf(before)) !== JSON.stringify(shownOf(after))
      expect(after.revision).toBe(before.revision + (changed ? 1 : 0))
    })
  })

  it('then a time for the sweeper is there exactly while effects are', () => {
    run((_, after) => {
      const due = after.effects.length > 0
      const [leased, released] = [leaseTo(after, 'rep_1', AT), releaseLease(leaseTo(after, 'rep_1', AT), AT)]
      expect([leased.next_effect_at, leased.lease_owner]).toEqual(due ? [AT, 'rep_1'] : [undefined, undefined])
      expect([released.next_effect_at, released.lease_owner]).toEqual(due ? [AT, undefined] : [undefined, undefined])
    })
  })
})
