import { nullable } from '@tradewind/contracts/text.ts'
import { Type } from 'typebox'

const CLOSED = { additionalProperties: false }
const position = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

const fields = {
  id: Type.String(),
  type: Type.String({ description: 'order.created, payment.captured, …' }),
  created_at: Type.String(),
  order_id: Type.String(),
  sequence: Type.Integer({ description: 'counts the events of one order from 1, without a gap' }),
  data: Type.Record(Type.String(), Type.Unknown()),
}

export const EventHistory = Type.Object({ data: Type.Array(Type.Object(fields)) })

export const FeedQuery = Type.Object(
  {
    after: Type.Optional(position),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  },
  CLOSED,
)

export const FeedPage = Type.Object({
  data: Type.Array(Type.Object({ ...fields, position: Type.Integer({ description: 'its place among all events' }) })),
  has_more: Type.Boolean(),
  next_cursor: nullable(Type.Integer({ description: 'position of the last event, to go on behind it, now or later' })),
})

/** A browser sends the header by itself when it comes back; `after` is for the first time. */
export const StreamHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({ pattern: '^\\d{1,15}$', description: 'id of the last event that was received' }),
  ),
})
export const StreamQuery = Type.Object({ after: Type.Optional(position) }, CLOSED)
export const OrderStreamQuery = Type.Object(
  { after: Type.Optional(position), client_secret: Type.Optional(Type.String({ maxLength: 200 })) },
  CLOSED,
)
