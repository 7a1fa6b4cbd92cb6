import { type Static, Type } from 'typebox'
import { amount, currency, positiveAmount } from './money.ts'
import { httpAddress, id, line, metadata, nullable } from './text.ts'

export const CaptureMethod = Type.Enum(['automatic', 'manual'])

/** A gateway's token of a card. Card numbers never enter. */
export const paymentMethod = Type.String({
  pattern: '^pm_[A-Za-z0-9_]{1,250}$',
  'x-code': 'invalid_payment_method',
  description: 'must be a token of the gateway, pm_…',
})

/** Body of `POST /payments` (payments). */
export const PaymentRequest = Type.Object(
  {
    order_id: id('ord'),
    amount: positiveAmount,
    currency,
    payment_method: paymentMethod,
    capture_method: Type.Optional(CaptureMethod),
    return_url: Type.Optional(httpAddress),
    customer: Type.Optional(
      Type.Object({ id: Type.Optional(line(64)), email: Type.Optional(line(254)) }, { additionalProperties: false }),
    ),
    metadata: Type.Optional(metadata),
  },
  { additionalProperties: false },
)
export type PaymentRequest = Static<typeof PaymentRequest>

/** Body of `POST /payments/:id/capture`; without `amount` all that is authorized. A capture happens once. */
export const CaptureRequest = Type.Object({ amount: Type.Optional(positiveAmount) }, { additionalProperties: false })
export type CaptureRequest = Static<typeof CaptureRequest>

/** Body of `POST /payments/:id/cancel`: lets go of what is authorized, or gives up what waits for the customer. */
export const CancelPaymentRequest = Type.Object({ reason: Type.Optional(line(200)) }, { additionalProperties: false })
export type CancelPaymentRequest = Static<typeof CancelPaymentRequest>

export const PaymentStatus = Type.Enum([
  'created',
  'processing',
  'requires_action',
  'requires_capture',
  'succeeded',
  'failed',
  'canceled',
])
export type PaymentStatus = Static<typeof PaymentStatus>

/** What the customer must do, such as 3-D Secure: open `url`. */
export const NextAction = Type.Object({ type: Type.String(), url: nullable(Type.String()) })
export type NextAction = Static<typeof NextAction>

export const PaymentError = Type.Object({
  code: Type.String(),
  decline_code: nullable(Type.String()),
  advice_code: nullable(Type.String()),
  message: Type.String(),
})
export type PaymentError = Static<typeof PaymentError>

/** A payment as the payments service shows it; amounts in minor units. */
export const Payment = Type.Object({
  id: id('pay'),
  order_id: Type.String(),
  customer_id: nullable(Type.String()),
  amount,
  currency: Type.String(),
  capture_method: CaptureMethod,
  status: PaymentStatus,
  amount_capturable: amount,
  amount_captured: amount,
  amount_refunded: amount,
  amount_refund_pending: amount,
  /** Taken back by the card issuer: disputes that are open or lost. */
  amount_disputed: amount,
  payment_method: Type.Object({
    token: Type.String(),
    brand: nullable(Type.String()),
    last4: nullable(Type.String()),
    exp: nullable(Type.String()),
  }),
  gateway: Type.String(),
  gateway_ref: nullable(Type.String()),
  next_action: nullable(NextAction),
  last_error: nullable(PaymentError),
  capture_before: nullable(Type.String()),
  metadata: Type.Record(Type.String(), Type.String()),
  version: Type.Integer(),
  created_at: Type.String(),
  updated_at: Type.String(),
})
export type Payment = Static<typeof Payment>
