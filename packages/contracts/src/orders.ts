import { type Static, Type } from 'typebox'
import { amount, currency } from './money.ts'
import { CaptureMethod, NextAction, PaymentError, PaymentStatus, paymentMethod } from './payments.ts'
import { PostalAddress } from './postal-address.ts'
import { email, httpAddress, id, line, locale, metadata, prose } from './text.ts'

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

/** How to pay: a gateway's token, captured at once or at the first shipment; after 3-D Secure on to `return_url`. */
const PaymentInstruction = Type.Object(
  { method: paymentMethod, capture: Type.Optional(CaptureMethod), return_url: Type.Optional(httpAddress) },
  CLOSED,
)

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

const OrderPayment = Type.Object({
  id: id('pay'),
  status: PaymentStatus,
  amount,
  next_action: Type.Optional(NextAction),
  last_error: Type.Optional(PaymentError),
})

/** An order as the storefront sees it; amounts in minor units. `balance` is what is still to be paid. */
export const Order = Type.Object({
  id: id('ord'),
  number: Type.Integer(),
  external_reference: Type.Optional(Type.String()),
  revision: Type.Integer(),
  created_at: Type.String(),
  updated_at: Type.String(),
  confirmed_at: Type.Optional(Type.String()),
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
  refunds: Type.Array(Type.Unknown()),
  fulfillments: Type.Array(Type.Unknown()),
})
export type Order = Static<typeof Order>

/** The answer to a create or its replay: with `client_secret` a browser may read this one order. */
export const CreatedOrder = Type.Intersect([Order, Type.Object({ client_secret: Type.String() })])
