import { expect, it } from 'vitest'
import { addEvent } from '../../src/domain/events.ts'
import { AT, newOrder, occasion } from '../new-order.ts'

it('when an event is added then it follows the last one, and the order before is as it was', () => {
  const order = newOrder()
  const next = addEvent(order, 'payment.voided', occasion, { amount: 5 })
  expect(next.events).toHaveLength(2)
  expect(next.events[1]).toMatchObject({ type: 'payment.voided', sequence: 2, created_at: AT, data: { amount: 5 } })
  expect(next.events[1]?.id).toMatch(/^evt_/)
  expect(order.events).toHaveLength(1)
})
