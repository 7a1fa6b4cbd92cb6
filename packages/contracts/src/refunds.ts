import { type Static, Type } from 'typebox'
import { amount, positiveAmount } from './money.ts'
import { id, line, metadata, nullable } from './text.ts'

/** Body of `POST /payments/:id/refunds`; without `amount` all that can still be refunded. */
export const RefundRequest = Type.Object(
  { amount: Type.Optional(positiveAmount), reason: Type.Optional(line(200)), metadata: Type.Optional(metadata) },
  { additionalProperties: false },
)
export type RefundRequest = Static<typeof RefundRequest>

/** `processing`: asked for, or its outcome unknown; its amount stays reserved. */
export const RefundStatus = Type.Enum(['processing', 'succeeded', 'failed', 'canceled'])
export type RefundStatus = Static<typeof RefundStatus>

/** A refund as payments shows it; amounts in minor units. */
export const Refund = Type.Object({
  id: id('re'),
  payment_id: id('pay'),
  order_id: Type.String(),
  amount,
  currency: Type.String(),
  status: RefundStatus,
  reason: nullable(Type.String()),
  gateway_ref: nullable(Type.String()),
  last_error: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  metadata: Type.Record(Type.String(), Type.String()),
  created_at: Type.String(),
  updated_at: Type.String(),
})
export type Refund = Static<typeof Refund>

/** Answer of `GET /payments/:id/refunds`. */
export const RefundPage = Type.Object({
  data: Type.Array(Refund),
  has_more: Type.Boolean(),
  next_cursor: nullable(Type.String()),
})
