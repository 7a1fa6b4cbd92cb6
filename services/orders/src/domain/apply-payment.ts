import { isDeepStrictEqual } from 'node:util'
import type { Payment } from '@tradewind/contracts/payments.ts'
import { addCapture } from './add-capture.ts'
import { awaitPayment } from './await-payment.ts'
import { confirm } from './confirm.ts'
import { addEffect } from './effects.ts'
import { addEvent } from './events.ts'
import { hasShipped } from './fulfillment/fulfillments.ts'
import { completeWhenDone } from './fulfillment/settle-fulfillments.ts'
import { shippedUnpaid } from './fulfillment/shipped-unpaid.ts'
import { toActionRequiredMail, toPaymentFailedMail } from './mails.ts'
import type { Occasion, StoredOrder } from './order.ts'
import { isLive, withTotals } from './payment-status.ts'
import { findRefusal } from './refusals.ts'

type OrderPayment = StoredOrder['payments'][number]

/**
 * The order after what payments says of one of its payments, by the amounts and the status; what is older than what is
 * known changes nothing. Says nothing new: the same order.
 */
export function applyPayment(order: StoredOrder, payment: Payment, occasion: Occasion): StoredOrder {
  const seen = order.payment_versions[payment.id] ?? 0
  if (payment.version < seen) return order
  const known = order.payments.find(({ id }) => id === payment.id)
  const shown = toOrderPayment(order, payment)
  if (isDeepStrictEqual(known, shown)) return payment.version === seen ? order : withVersion(order, payment)
  const next = withTotals(withPayment(withVersion(order, payment), shown))
  return confirmPaid(awaitPayment(tellChanges(next, { known, payment }, occasion), payment, occasion), occasion)
}

function toOrderPayment(order: StoredOrder, payment: Payment): OrderPayment {
  const { id, status, amount, next_action } = payment
  const refused = status === 'requires_capture' ? findRefusal(order, id)?.error : undefined
  const last_error = payment.last_error ?? refused ?? shippedUnpaid(order, payment)
  const { amount_capturable, amount_captured, amount_refunded, amount_disputed } = payment
  return {
    id,
    status,
    amount,
    amount_capturable,
    amount_captured,
    amount_refunded,
    amount_disputed,
    ...(next_action && { next_action }),
    ...(last_error && { last_error }),
  }
}

const withVersion = (order: StoredOrder, { id, version }: Payment): StoredOrder => ({
  ...order,
  payment_versions: { ...order.payment_versions, [id]: version },
})

function withPayment(order: StoredOrder, shown: OrderPayment): StoredOrder {
  const known = order.payments.some(({ id }) => id === shown.id)
  const payments = order.payments.map((payment) => (payment.id === shown.id ? shown : payment))
  return { ...order, payments: known ? payments : [...payments, shown] }
}

interface Change {
  known: OrderPayment | undefined
  payment: Payment
}

/** Events, and mails to the customer, of what is different now. */
function tellChanges(order: StoredOrder, { known, payment }: Change, occasion: Occasion): StoredOrder {
  const { id: payment_id, amount_disputed } = payment
  let next = isSameStatus(known, payment) ? order : tellStatus(order, payment, occasion)
  const amount = payment.amount_captured - (known?.amount_captured ?? 0)
  if (amount > 0) next = addEvent(next, 'payment.captured', occasion, { payment_id, amount })
  if (amount_disputed === (known?.amount_disputed ?? 0)) return next
  return addEvent(next, 'order.updated', occasion, { payment_id, amount_disputed })
}

/** What is held again, because its capture or void was refused, has been held all the while. */
function isSameStatus(known: OrderPayment | undefined, { status }: Payment): boolean {
  return known?.status === status || (status === 'requires_capture' && (known?.amount_capturable ?? 0) > 0)
}

function tellStatus(order: StoredOrder, payment: Payment, occasion: Occasion): StoredOrder {
  const data = { payment_id: payment.id, amount: payment.amount }
  switch (payment.status) {
    case 'created':
    case 'processing':
    case 'succeeded':
      return order
    case 'requires_action':
      return askToAct(addEvent(order, 'payment.requires_action', occasion, data), payment, occasion)
    case 'requires_capture':
      return addEvent(order, 'payment.authorized', occasion, data)
    case 'canceled':
      return tellVoided(order, payment, occasion)
    case 'failed':
      return fail(order, payment, occasion)
    default:
      return payment.status satisfies never
  }
}

function tellVoided(order: StoredOrder, payment: Payment, occasion: Occasion): StoredOrder {
  const data = { payment_id: payment.id, amount: payment.amount }
  const voided = addEvent(order, 'payment.voided', occasion, data)
  // That it will not be paid for by this payment was told when its capture was refused.
  const error = findRefusal(order, payment.id, 'capture') ? undefined : shippedUnpaid(order, payment)
  return error ? addEvent(voided, 'payment.failed', occasion, { ...data, code: error.code }) : voided
}

/** The page may be lost with the browser's tab: the mail leads back to it. */
function askToAct(order: StoredOrder, { next_action }: Payment, occasion: Occasion): StoredOrder {
  const mail = toActionRequiredMail(order, next_action?.url)
  return mail && !isEnding(order) ? addEffect(order, { type: 'mail', payload: mail }, occasion) : order
}

/** The order stays payable by another method; the customer hears why this one did not do. */
function fail(order: StoredOrder, payment: Payment, occasion: Occasion): StoredOrder {
  const decline_code = payment.last_error?.decline_code ?? null
  const data = { payment_id: payment.id, amount: payment.amount, decline_code }
  const failed = addEvent(order, 'payment.failed', occasion, data)
  if (isEnding(order)) return failed
  const mail = toPaymentFailedMail(failed, payment.last_error?.message)
  return addEffect(failed, { type: 'mail', payload: mail }, occasion)
}

/** Who has canceled, or was too late, need not hear of the payment. */
const isEnding = ({ ending, status }: StoredOrder) =>
  ending !== undefined || status === 'canceled' || status === 'failed'

/** Authorized, or captured and not given back at once. A charge that waited for this payment to be given up is off. */
function confirmPaid(order: StoredOrder, occasion: Occasion): StoredOrder {
  const paid = order.payments.some(
    (payment) => isLive(payment) && (canBeTaken(order, payment) || payment.amount_captured > payment.amount_refunded),
  )
  if (!paid || isEnding(order)) return order
  const effects = order.effects.filter(({ type }) => type !== 'charge')
  const confirmed = confirm({ ...order, effects }, occasion)
  // Goods that left unpaid are paid for at once, however the customer pays now.
  return completeWhenDone(hasShipped(order) ? addCapture(confirmed, occasion) : confirmed, occasion)
}

/** Authorized, and the money can still be had. */
const canBeTaken = (order: StoredOrder, { id, amount_capturable }: OrderPayment) =>
  amount_capturable > 0 && !findRefusal(order, id, 'capture')
