import { id, line, nullable, timestamp } from '@tradewind/contracts/text.ts'
import { Type } from 'typebox'
import { BREAK_TYPES } from '../domain/break.ts'

const count = Type.Integer({ minimum: 0 })
const seen = Type.Union([Type.String(), Type.Integer(), Type.Null()])
const limit = Type.Integer({ minimum: 1, maximum: 100, default: 20 })

export const RunRequest = Type.Object(
  { from: timestamp, to: Type.Optional(timestamp) },
  { additionalProperties: false },
)
export const RunPath = Type.Object({ id: Type.String({ maxLength: 40 }) })
export const RunQuery = Type.Object({ limit, after: Type.Optional(id('rec')) }, { additionalProperties: false })

export const Run = Type.Object({
  id: id('rec'),
  status: Type.Enum(['running', 'done']),
  from: timestamp,
  to: timestamp,
  intents: count,
  movements: count,
  payments: count,
  breaks_total: count,
  requested_by: Type.String(),
  last_error: nullable(Type.String()),
  created_at: timestamp,
  finished_at: nullable(timestamp),
})

const pageOf = <Item extends typeof Run | typeof Break>(item: Item) =>
  Type.Object({
    data: Type.Array(item),
    has_more: Type.Boolean(),
    next_cursor: nullable(Type.String({ description: 'goes back in as `after`' })),
  })

export const Break = Type.Object({
  id: id('brk'),
  type: Type.Enum(BREAK_TYPES),
  payment_id: nullable(Type.String()),
  gateway_ref: nullable(Type.String()),
  charge_ref: nullable(Type.String()),
  expected: seen,
  actual: seen,
  created_at: timestamp,
  resolved_at: nullable(timestamp),
  resolved_by: nullable(Type.String()),
  note: nullable(Type.String()),
})

export const RunPage = pageOf(Run)
export const BreakPage = pageOf(Break)
export const BreakQuery = Type.Object({ limit, after: Type.Optional(id('brk')) }, { additionalProperties: false })
export const BreakPath = Type.Object({ id: Type.String({ maxLength: 40 }), bid: Type.String({ maxLength: 40 }) })
export const ResolveRequest = Type.Object({ note: line(500) }, { additionalProperties: false })
