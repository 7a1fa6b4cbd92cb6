import { type Static, Type } from 'typebox'
import { amount, currency, positiveAmount } from './money.ts'
import { PostalAddress } from './postal-address.ts'
import { email, httpAddress, id, line, locale, metadata, nullable, timestamp } from './text.ts'

const Address = Type.Object({ email, name: Type.Optional(line(120)) }, { additionalProperties: false })

export const EmailCategory = Type.Enum(['transactional', 'reminder', 'marketing'])

/** Body of `POST /emails` (email). `data` is checked against the template's own schema. */
export const EmailRequest = Type.Object(
  {
    reference: line(120),
    template: Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }),
    to: Address,
    data: Type.Record(Type.String(), Type.Unknown()),
    locale: Type.Optional(locale),
    timezone: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_+/-]{1,64}$' })),
    from: Type.Optional(Address),
    reply_to: Type.Optional(Address),
    category: Type.Optional(EmailCategory),
    scheduled_at: Type.Optional(timestamp),
    expires_at: Type.Optional(timestamp),
    metadata: Type.Optional(metadata),
  },
  { additionalProperties: false },
)
export type EmailRequest = Static<typeof EmailRequest>

export const EmailStatus = Type.Enum([
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'delivered',
  'bounced',
  'complained',
  'deferred',
  'unknown',
  'failed',
  'expired',
  'canceled',
  'suppressed',
])
export type EmailStatus = Static<typeof EmailStatus>

/** An email as the email service shows it. */
export const Email = Type.Object({
  id: id('em'),
  reference: Type.String(),
  template: Type.String(),
  template_version: Type.String(),
  locale: Type.String(),
  timezone: Type.String(),
  data: Type.Record(Type.String(), Type.Unknown()),
  to: Type.Object({ email: Type.String(), name: nullable(Type.String()) }),
  from: Type.Object({ email: Type.String(), name: nullable(Type.String()) }),
  reply_to: nullable(Type.Object({ email: Type.String(), name: nullable(Type.String()) })),
  category: EmailCategory,
  scheduled_at: nullable(Type.String()),
  expires_at: Type.String(),
  status: EmailStatus,
  message_id: Type.String(),
  provider: nullable(Type.String()),
  attempt_count: Type.Integer(),
  last_error: nullable(
    Type.Object({ code: Type.String(), smtp: nullable(Type.Integer()), enhanced: nullable(Type.String()) }),
  ),
  metadata: Type.Record(Type.String(), Type.String()),
  created_at: Type.String(),
  updated_at: Type.String(),
  /** When all that is personal was blanked: then `to.email` is empty and `data` and `metadata` are. */
  erased_at: nullable(Type.String()),
})
export type Email = Static<typeof Email>

/** Body of `POST /emails/cancel` (email). */
export const CancelEmailsRequest = Type.Object(
  { reference: line(120), status: Type.Optional(Type.Enum(['scheduled'])) },
  { additionalProperties: false },
)
export type CancelEmailsRequest = Static<typeof CancelEmailsRequest>

export const CanceledEmails = Type.Object({ canceled: Type.Integer() })

/** Body of `POST /emails/erase` (email). */
export const EraseEmailsRequest = Type.Object(
  { references: Type.Array(line(120), { minItems: 1, maxItems: 100 }) },
  { additionalProperties: false },
)
export type EraseEmailsRequest = Static<typeof EraseEmailsRequest>

export const ErasedEmails = Type.Object({ erased: Type.Integer() })

/** What a mail about an order shows; amounts in minor units of `currency`. */
const MailedOrder = Type.Object(
  {
    id: id('ord'),
    number: Type.Integer(),
    created_at: timestamp,
    currency,
    subtotal: amount,
    discount_total: amount,
    shipping_total: amount,
    tax_total: amount,
    total: amount,
    line_items: Type.Array(
      Type.Object(
        { sku: line(100), title: line(200), quantity: Type.Integer({ minimum: 1 }), unit_price: amount, total: amount },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 500 },
    ),
    shipping_address: Type.Optional(PostalAddress),
  },
  { additionalProperties: false },
)

/** `data` of the template `order_confirmed`. */
export const OrderConfirmedData = Type.Object(
  { customer_name: Type.Optional(line(120)), order: MailedOrder },
  { additionalProperties: false },
)
export type OrderConfirmedData = Static<typeof OrderConfirmedData>

/** `data` of the template `payment_failed`; `reason` is in the customer's words, not the gateway's code. */
export const PaymentFailedData = Type.Object(
  { customer_name: Type.Optional(line(120)), order: MailedOrder, reason: line(300) },
  { additionalProperties: false },
)
export type PaymentFailedData = Static<typeof PaymentFailedData>

/** `data` of the template `payment_action_required`; `action_url` is the card issuer's page. */
export const PaymentActionRequiredData = Type.Object(
  { customer_name: Type.Optional(line(120)), order: MailedOrder, action_url: httpAddress },
  { additionalProperties: false },
)
export type PaymentActionRequiredData = Static<typeof PaymentActionRequiredData>

/** `data` of the template `order_canceled`; `money` is what happens to what was paid. */
export const OrderCanceledData = Type.Object(
  {
    customer_name: Type.Optional(line(120)),
    order: MailedOrder,
    reason: Type.Optional(line(200)),
    money: Type.Enum(['none', 'released', 'refunded']),
  },
  { additionalProperties: false },
)
export type OrderCanceledData = Static<typeof OrderCanceledData>

/** `data` of the template `order_refunded`; amounts in minor units of the order's currency. */
export const OrderRefundedData = Type.Object(
  {
    customer_name: Type.Optional(line(120)),
    order: MailedOrder,
    refund: Type.Object({ amount: positiveAmount, reason: Type.Optional(line(200)) }, { additionalProperties: false }),
    refunded_total: positiveAmount,
  },
  { additionalProperties: false },
)
export type OrderRefundedData = Static<typeof OrderRefundedData>

/** What one parcel holds, and how to follow it. */
const MailedShipment = Type.Object(
  {
    carrier: Type.Optional(line(60)),
    number: Type.Optional(line(120)),
    url: Type.Optional(httpAddress),
    line_items: Type.Array(
      Type.Object({ title: line(200), quantity: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
      { minItems: 1, maxItems: 500 },
    ),
  },
  { additionalProperties: false },
)

/** `data` of the templates `order_shipped` and `order_delivered`; `is_last`: nothing more will follow. */
export const OrderShippedData = Type.Object(
  { customer_name: Type.Optional(line(120)), order: MailedOrder, shipment: MailedShipment, is_last: Type.Boolean() },
  { additionalProperties: false },
)
export type OrderShippedData = Static<typeof OrderShippedData>

/** `data` of the template `renewal_reminder`; `amount` in minor units of `currency`, `renews_at` when it is charged. */
export const RenewalReminderData = Type.Object(
  {
    customer_name: Type.Optional(line(120)),
    renewal: Type.Object(
      {
        title: line(200),
        renews_at: timestamp,
        amount: positiveAmount,
        currency,
        payment_method: Type.Optional(line(60)),
      },
      { additionalProperties: false },
    ),
    manage_url: Type.Optional(httpAddress),
  },
  { additionalProperties: false },
)
export type RenewalReminderData = Static<typeof RenewalReminderData>
