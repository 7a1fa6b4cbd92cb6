import { expect, it } from 'vitest'
import { applyPayment } from '../../src/domain/apply-payment.ts'
import { upgradeOrder } from '../../src/domain/upgrade-order.ts'
import { newOrder, occasion } from '../new-order.ts'
import { toPayment } from '../to-payment.ts'

const order = newOrder()
const paid = { order_id: order.id, amount: order.total }

it.each(['succeeded', 'requires_capture', 'failed'] as const)(
  'when a document of version 0.1 holds a payment that is %s then its amounts are what they were',
  (status) => {
    const now = applyPayment(order, toPayment(paid, status), occasion)
    const { commands: _, payment_versions: __, ...others } = now
    const payments = now.payments.map(({ id, status, amount, last_error }) => ({
      id,
      status,
      amount,
      ...(last_error && { last_error }),
    }))
    expect(upgradeOrder({ ...others, payments })).toEqual({ ...now, payment_versions: {} })
  },
)

it('when a document is of this version then it is the order itself', () => {
  expect(upgradeOrder(order)).toBe(order)
})
