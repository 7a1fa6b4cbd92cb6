import type { Payment } from '@tradewind/contracts/payments.ts'
import { confirm } from './confirm.ts'
import { addEffect } from './effects.ts'
import { addEvent } from './events.ts'
import { toPaymentFailedMail } from './mails.ts'
import type { Occasion, StoredOrder } from './order.ts'

/** The order after what payments says of one of its payments. Says nothing new: the same order. */
export function applyPayment(order: StoredOrder, payment: Payment, occasion: Occasion): StoredOrder {
  const known = order.payments.find(({ id }) => id === payment.id)
  if (known?.status === payment.status) return order
  return followStatus(withPayment(order, payment), payment, occasion)
}

function withPayment(order: StoredOrder, { id, status, amount, next_action, last_error }: Payment): StoredOrder {
  const shown = { id, status, amount, ...(next_action && { next_action }), ...(last_error && { last_error }) }
  const { next_action: _, ...others } = order
  return {
    ...others,
    ...(next_action && { next_action }),
    payments: [...order.payments.filter((payment) => payment.id !== id), shown],
  }
}

function followStatus(order: StoredOrder, payment: Payment, occasion: Occasion): StoredOrder {
  const data = { payment_id: payment.id, amount: payment.amount }
  switch (payment.status) {
    case 'created':
    case 'processing':
      return { ...order, payment_status: 'processing' }
    case 'requires_action':
      return addEvent({ ...order, payment_status: 'requires_action' }, 'payment.requires_action', occasion, data)
    case 'requires_capture':
      return confirm(
        addEvent({ ...order, payment_status: 'authorized' }, 'payment.authorized', occasion, data),
        occasion,
      )
    case 'succeeded':
      return confirm(addEvent(withCapture(order, payment), 'payment.captured', occasion, data), occasion)
    case 'canceled':
      return addEvent({ ...order, payment_status: 'voided' }, 'payment.voided', occasion, data)
    case 'failed':
      return fail(order, payment, occasion)
    default:
      return payment.status satisfies never
  }
}

function withCapture(order: StoredOrder, { amount_captured }: Payment): StoredOrder {
  const captured_total = order.captured_total + amount_captured
  return { ...order, payment_status: 'captured', captured_total, balance: order.total - captured_total }
}

/** The order stays payable by another method; the customer hears why this one did not do. */
function fail(order: StoredOrder, payment: Payment, occasion: Occasion): StoredOrder {
  const decline_code = payment.last_error?.decline_code ?? null
  const data = { payment_id: payment.id, amount: payment.amount, decline_code }
  const failed = addEvent({ ...order, payment_status: 'failed' }, 'payment.failed', occasion, data)
  const mail = toPaymentFailedMail(failed, payment.last_error?.message)
  return addEffect(failed, { type: 'mail', payload: mail }, occasion)
}
