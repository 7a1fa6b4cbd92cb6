import type Stripe from 'stripe'
import type { GatewayRequest } from '../deps.ts'
import { toStripeAmount } from './stripe-amounts.ts'

export const EXPAND = ['latest_charge']
/** Stripe takes 50 keys, four of them ours at most. */
const MOST_OWN_METADATA = 46

/** The parameters of the call, as they are stored before it. */
export function toParams(asked: GatewayRequest): object {
  switch (asked.kind) {
    case 'charge':
      return toCreateParams(asked)
    case 'capture':
      return toCaptureRequest(asked)
    case 'cancel':
      return { intent: asked.payment.gateway_ref, params: { expand: EXPAND } }
    case 'confirm':
      return { intent: asked.payment.gateway_ref, params: { ...withReturn(asked.return_url), expand: EXPAND } }
    case 'refund':
      return toRefundParams(asked)
    default:
      return asked satisfies never
  }
}

type Of<Kind> = Extract<GatewayRequest, { kind: Kind }>

function toCreateParams({ payment, attempt_id, return_url }: Of<'charge'>): Stripe.PaymentIntentCreateParams {
  const { id, order_id, amount, currency, payment_method, capture_method, metadata } = payment
  return {
    amount: toStripeAmount(amount, currency),
    currency: currency.toLowerCase(),
    payment_method: payment_method.token,
    allowed_payment_method_types: ['card'],
    capture_method,
    confirm: true,
    metadata: { ...ownOf(metadata), order_id, payment_id: id, attempt_id },
    ...withReturn(return_url),
    expand: EXPAND,
  }
}

function toCaptureRequest({ payment, amount }: Of<'capture'>) {
  const part = amount === undefined ? {} : { amount_to_capture: toStripeAmount(amount, payment.currency) }
  return { intent: payment.gateway_ref, params: { ...part, expand: EXPAND } }
}

function toRefundParams({ payment, refund }: Of<'refund'>): Stripe.RefundCreateParams {
  const { id: refund_id, payment_id, order_id, amount, currency, metadata } = refund
  return {
    payment_intent: payment.gateway_ref ?? '',
    amount: toStripeAmount(amount, currency),
    metadata: { ...ownOf(metadata), order_id, payment_id, refund_id },
  }
}

const withReturn = (return_url: string | undefined) => (return_url === undefined ? {} : { return_url })

const ownOf = (metadata: Record<string, string>) =>
  Object.fromEntries(Object.entries(metadata).slice(0, MOST_OWN_METADATA))
