import type {
  EmailRequest,
  OrderCanceledData,
  OrderConfirmedData,
  OrderRefundedData,
  PaymentActionRequiredData,
  PaymentFailedData,
} from '@tradewind/contracts/emails.ts'
import type { OrderRefund } from '@tradewind/contracts/orders.ts'
import { httpAddress } from '@tradewind/contracts/text.ts'
import { createCheck } from '@tradewind/service/schema-check.ts'
import type { StoredOrder } from './order.ts'

const LONGEST_REASON = 300

const isHttpAddress = createCheck(httpAddress)

/** The whole request is kept with the effect: a mail tried again after the order changed is still the same mail. */
export function toConfirmedMail(order: StoredOrder): EmailRequest {
  const data: OrderConfirmedData = { ...nameOf(order), order: toMailedOrder(order) }
  return toMail(order, 'order_confirmed', data)
}

/** @param reason in the customer's words, if the gateway gave any */
export function toPaymentFailedMail(order: StoredOrder, reason: string | undefined): EmailRequest {
  const data: PaymentFailedData = { ...nameOf(order), order: toMailedOrder(order), reason: toOneLine(reason) }
  return toMail(order, 'payment_failed', data)
}

/** Says what happens to the money that was paid, if any was. */
export function toCanceledMail(order: StoredOrder): EmailRequest {
  const { cancel_reason: reason } = order
  const reasoned = reason === undefined ? {} : { reason }
  const data: OrderCanceledData = {
    ...nameOf(order),
    order: toMailedOrder(order),
    ...reasoned,
    money: moneyOf(order),
  }
  return toMail(order, 'order_canceled', data)
}

function moneyOf({ payments }: StoredOrder): OrderCanceledData['money'] {
  if (payments.some(({ amount_captured, amount_refunded }) => amount_captured > amount_refunded)) return 'refunded'
  return payments.some(({ amount_capturable }) => amount_capturable > 0) ? 'released' : 'none'
}

export function toRefundedMail(order: StoredOrder, { amount, reason }: OrderRefund): EmailRequest {
  const refund = reason === undefined ? { amount } : { amount, reason }
  const refunded_total = Math.max(amount, order.refunded_total)
  const data: OrderRefundedData = { ...nameOf(order), order: toMailedOrder(order), refund, refunded_total }
  return toMail(order, 'order_refunded', data)
}

/** Undefined without an address that a mail can show. @param action_url the card issuer's page */
export function toActionRequiredMail(
  order: StoredOrder,
  action_url: string | null | undefined,
): EmailRequest | undefined {
  if (!isHttpAddress(action_url)) return undefined
  const data: PaymentActionRequiredData = { ...nameOf(order), order: toMailedOrder(order), action_url }
  return toMail(order, 'payment_action_required', data)
}

export function toMail(
  { id, customer, locale }: StoredOrder,
  template: string,
  data: Record<string, unknown>,
): EmailRequest {
  const { email, name } = customer
  return { reference: `order:${id}`, template, to: name === undefined ? { email } : { email, name }, locale, data }
}

/** The gateway's text as the template takes it: a mail that is refused would be refused for ever. */
function toOneLine(text = ''): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.slice(0, LONGEST_REASON) || 'The card was declined.'
}

export function nameOf({ customer: { name } }: StoredOrder): { customer_name?: string } {
  return name === undefined ? {} : { customer_name: name }
}

export function toMailedOrder(order: StoredOrder): OrderConfirmedData['order'] {
  const { id, number, created_at, currency, subtotal, discount_total, shipping_total, tax_total, total } = order
  const line_items = order.line_items.map(({ sku, title, quantity, unit_price, total }) => ({
    sku,
    title,
    quantity,
    unit_price,
    total,
  }))
  const mailed = {
    id,
    number,
    created_at,
    currency,
    subtotal,
    discount_total,
    shipping_total,
    tax_total,
    total,
    line_items,
  }
  return order.shipping_address ? { ...mailed, shipping_address: order.shipping_address } : mailed
}
