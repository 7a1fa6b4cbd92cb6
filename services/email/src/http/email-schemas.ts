import { Email } from '@tradewind/contracts/emails.ts'
import { id, line, nullable } from '@tradewind/contracts/text.ts'
import { Type } from 'typebox'

export const EmailPath = Type.Object({ id: id('em') })

export const EmailQuery = Type.Object(
  {
    reference: Type.Optional(line(120)),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(id('em')),
  },
  { additionalProperties: false },
)

export const EmailList = Type.Object({
  data: Type.Array(Email),
  has_more: Type.Boolean(),
  next_cursor: nullable(Type.String()),
})

export const ContentQuery = Type.Object(
  { format: Type.Enum(['html', 'text', 'eml'], { default: 'html' }) },
  { additionalProperties: false },
)
