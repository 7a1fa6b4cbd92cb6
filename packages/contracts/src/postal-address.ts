import { Type } from 'typebox'
import { line } from './text.ts'

export const PostalAddress = Type.Object(
  {
    name: line(120),
    line1: line(200),
    line2: Type.Optional(line(200)),
    city: line(120),
    region: Type.Optional(line(120)),
    postal_code: line(20),
    country: Type.String({
      pattern: '^[A-Z]{2}$',
      'x-code': 'invalid_country',
      description: 'must be an ISO 3166 code',
    }),
  },
  { additionalProperties: false },
)
