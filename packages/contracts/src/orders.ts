import { type Static, Type } from 'typebox'
import { amount, currency, positiveAmount } from './money.ts'
import { CaptureMethod, NextAction, PaymentError, PaymentStatus, paymentMethod } from './payments.ts'
import { PostalAddress } from './postal-address.ts'
import { email, httpAddress, id, line, locale, metadata, nullable, prose } from './text.ts'

const CLOSED = { additionalProperties: false }

const Customer = Type.Object(
  { email, id: Type.Optional(line(64)), name: Type.Optional(line(120)), phone: Type.Optional(line(40)) },
  CLOSED,
)

const LineItemRequest = Type.Object(
  {
    sku: line(100),
    title: line(200),
    quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    unit_price: amount,
    discount_total: Type.Optional(amount),
    tax_total: Type.Optional(amount),
    metadata: Type.Optional(metadata),
  },
  CLOSED,
)
export type LineItemRequest = Static<typeof LineItemRequest>

/**
 * How to pay, also the body of `POST /orders/:id/payments`: a gateway's token, captured at once or at the first
 * shipment; after 3-D Secure on to `return_url`.
 */
export const PaymentInstruction = Type.Object(
  { method: paymentMethod, capture: Type.Optional(CaptureMethod), return_url: Type.Optional(httpAddress) },
  CLOSED,
)

export type PaymentInstruction = Static<typeof PaymentInstruction>

/** Body of `POST /orders`; amounts in minor units of `currency`. */
export const OrderRequest = Type.Object(
  {
    currency,
    customer: Customer,
    line_items: Type.Array(LineItemRequest, { minItems: 1, maxItems: 500 }),
    shipping_total: Type.Optional(amount),
    shipping_tax_total: Type.Optional(amount),
    total: Type.Optional(amount),
    shipping_address: Type.Optional(PostalAddress),
    billing_address: Type.Optional(PostalAddress),
    payment: Type.Optional(PaymentInstruction),
    locale: Type.Optional(locale),
    external_reference: Type.Optional(line(120)),
    note: Type.Optional(prose(2000)),
    metadata: Type.Optional(metadata),
  },
  CLOSED,
)
export type OrderRequest = Static<typeof OrderRequest>

/** Body of `PATCH /orders/:id`: what is given replaces what was there, null takes it away. */
export const OrderUpdate = Type.Object(
  {
    shipping_address: Type.Optional(nullable(PostalAddress)),
    billing_address: Type.Optional(nullable(PostalAddress)),
    note: Type.Optional(nullable(prose(2000))),
    metadata: Type.Optional(metadata),
  },
  { ...CLOSED, minProperties: 1 },
)
export type OrderUpdate = Static<typeof OrderUpdate>

const OrderStatus = Type.Enum(['pending', 'confirmed', 'completed', 'canceled', 'failed'])
const OrderPaymentStatus = Type.Enum([
  'pending',
  'requires_action',
  'processing',
  'authorized',
  'captured',
  'partially_refunded',
  'refunded',
  'voided',
  'failed',
])
const FulfillmentStatus = Type.Enum([
  'unfulfilled',
  'in_progress',
  'partially_fulfilled',
  'fulfilled',
  'delivered',
  'returned',
])

const LineItem = Type.Object({
  id: id('li'),
  sku: Type.String(),
  title: Type.String(),
  quantity: Type.Integer(),
  unit_price: amount,
  discount_total: amount,
  tax_total: amount,
  total: amount,
  fulfilled_quantity: Type.Integer(),
  refunded_quantity: Type.Integer(),
  metadata: Type.Optional(metadata),
})

/** `amount_disputed`: in disputes that are open or lost. */
const OrderPayment = Type.Object({
  id: id('pay'),
  status: PaymentStatus,
  amount,
  amount_capturable: amount,
  amount_captured: amount,
  amount_refunded: amount,
  amount_disputed: amount,
  next_action: Type.Optional(NextAction),
  last_error: Type.Optional(PaymentError),
})

const RefundedLine = Type.Object({ id: id('li'), quantity: Type.Integer({ minimum: 1 }), amount })

/**
 * Money on its way back, or back. `origin`: asked for by `POST /orders/:id/refunds`, sent back because the order ended,
 * or made elsewhere, such as on the gateway's own pages.
 */
export const OrderRefund = Type.Object({
  id: id('re'),
  status: Type.Enum(['processing', 'succeeded', 'failed']),
  origin: Type.Enum(['request', 'order_end', 'elsewhere']),
  amount: positiveAmount,
  reason: Type.Optional(Type.String()),
  line_items: Type.Optional(Type.Array(RefundedLine)),
  payment_id: id('pay'),
  created_at: Type.String(),
  last_error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
})
export type OrderRefund = Static<typeof OrderRefund>

export const FulfillmentState = Type.Enum([
  'pending',
  'picking',
  'packed',
  'shipped',
  'delivered',
  'canceled',
  'returned',
])
export type FulfillmentState = Static<typeof FulfillmentState>

export const Tracking = Type.Object(
  { carrier: line(60), number: line(120), url: Type.Optional(httpAddress) },
  { additionalProperties: false },
)
export type Tracking = Static<typeof Tracking>

const FulfilledLine = Type.Object({
  id: id('li'),
  quantity: Type.Integer({ minimum: 1 }),
  returned_quantity: Type.Optional(Type.Integer({ minimum: 1 })),
})

/** One parcel on its way through the warehouse. `picker` has it until `claimed_until`. */
export const OrderFulfillment = Type.Object({
  id: id('ful'),
  status: FulfillmentState,
  line_items: Type.Array(FulfilledLine),
  picker: Type.Optional(Type.String()),
  claimed_until: Type.Optional(Type.String()),
  tracking: Type.Optional(Tracking),
  created_at: Type.String(),
  packed_at: Type.Optional(Type.String()),
  shipped_at: Type.Optional(Type.String()),
  delivered_at: Type.Optional(Type.String()),
  returned_at: Type.Optional(Type.String()),
  canceled_at: Type.Optional(Type.String()),
})
export type OrderFulfillment = Static<typeof OrderFulfillment>

/** An order as the storefront sees it; amounts in minor units. `balance` is what is still to be paid. */
export const Order = Type.Object({
  id: id('ord'),
  number: Type.Integer(),
  external_reference: Type.Optional(Type.String()),
  revision: Type.Integer(),
  created_at: Type.String(),
  updated_at: Type.String(),
  confirmed_at: Type.Optional(Type.String()),
  cancel_requested_at: Type.Optional(Type.String()),
  canceled_at: Type.Optional(Type.String()),
  cancel_reason: Type.Optional(Type.String()),
  failure_reason: Type.Optional(Type.Enum(['payment_expired'])),
  status: OrderStatus,
  payment_status: OrderPaymentStatus,
  fulfillment_status: FulfillmentStatus,
  currency: Type.String(),
  subtotal: amount,
  discount_total: amount,
  shipping_total: amount,
  shipping_tax_total: amount,
  tax_total: amount,
  total: amount,
  captured_total: amount,
  refunded_total: amount,
  balance: amount,
  customer: Customer,
  shipping_address: Type.Optional(PostalAddress),
  billing_address: Type.Optional(PostalAddress),
  locale: Type.String(),
  note: Type.Optional(Type.String()),
  metadata,
  line_items: Type.Array(LineItem),
  next_action: Type.Optional(NextAction),
  payments: Type.Array(OrderPayment),
  refunds: Type.Array(OrderRefund),
  fulfillments: Type.Array(OrderFulfillment),
})
export type Order = Static<typeof Order>

/** The answer to a create or its replay: with `client_secret` a browser may read this one order. */
export const CreatedOrder = Type.Intersect([Order, Type.Object({ client_secret: Type.String() })])

/** Body of `POST /orders/:id/cancel`; the customer gets a mail unless `notify` is false. */
export const CancelRequest = Type.Object(
  { reason: Type.Optional(line(200)), notify: Type.Optional(Type.Boolean()) },
  CLOSED,
)
export type CancelRequest = Static<typeof CancelRequest>

/** Body of `POST /orders/:id/refunds`: an amount, or units of lines, or, with neither, all that is left. */
export const OrderRefundRequest = Type.Object(
  {
    amount: Type.Optional(positiveAmount),
    line_items: Type.Optional(
      Type.Array(Type.Object({ id: id('li'), quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, CLOSED), {
        minItems: 1,
        maxItems: 500,
      }),
    ),
    reason: Type.Optional(line(200)),
    notify: Type.Optional(Type.Boolean()),
  },
  CLOSED,
)
export type OrderRefundRequest = Static<typeof OrderRefundRequest>

/** The answer to a refund or its replay: the order, and which of its refunds this one is. */
export const RefundedOrder = Type.Intersect([Order, Type.Object({ refund_id: id('re') })])
