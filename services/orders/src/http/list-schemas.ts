import { Order } from '@tradewind/contracts/orders.ts'
import { nullable, timestamp } from '@tradewind/contracts/text.ts'
import { type Static, Type } from 'typebox'
import { type Axis, VALUES } from '../domain/order-query.ts'

export const SORTS = ['created_at', '-created_at', 'total', '-total', 'number', '-number'] as const

/** `a`, `a,b` or the parameter twice: any of them will do. */
function anyOf(axis: Axis) {
  const value = `(${VALUES[axis].join('|')})`
  const description = `must be of ${VALUES[axis].join(', ')}; several by comma`
  return Type.Optional(
    Type.Array(Type.String({ pattern: `^${value}(,${value})*$`, 'x-code': 'invalid_value', description }), {
      maxItems: 10,
    }),
  )
}

const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))

/** What orders may be asked for by; all that is given must hold. */
export const FILTERS = {
  status: anyOf('status'),
  payment_status: anyOf('payment_status'),
  fulfillment_status: anyOf('fulfillment_status'),
  customer_id: text(64),
  email: text(254),
  number: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  external_reference: text(120),
  'created_at[gte]': Type.Optional(timestamp),
  'created_at[lt]': Type.Optional(timestamp),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'words, all of which must be found in number, reference, mail address, customer’s name or SKUs',
    }),
  ),
}

const cursor = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }))

export const ListQuery = Type.Object(
  {
    ...FILTERS,
    sort: Type.Enum([...SORTS], { default: '-created_at' }),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: cursor('next_cursor of a page: what follows it'),
    before: cursor('prev_cursor of a page: what precedes it'),
    count: Type.Boolean({ default: false, description: 'how many there are, counted to 1000' }),
  },
  { additionalProperties: false },
)

export type ListQuery = Static<typeof ListQuery>

export const OrderPage = Type.Object({
  data: Type.Array(Order, { description: 'may be shorter than limit, even where more follow' }),
  has_more: Type.Boolean(),
  next_cursor: nullable(Type.String()),
  prev_cursor: nullable(Type.String()),
  total_count: Type.Optional(Type.Integer()),
  total_count_exact: Type.Optional(Type.Boolean({ description: 'false: there are at least total_count' })),
})
