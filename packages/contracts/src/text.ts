import { type TSchema, Type } from 'typebox'

/** No control characters: a line break in a name would become a header line in a mail. */
const ONE_LINE = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$'
const MANY_LINES = '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$'

/** One line of text, 1 to `maxLength` characters, that someone will read. */
export const line = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: ONE_LINE,
    'x-code': 'control_characters',
    description: 'must have no control characters',
  })

/** Text of several lines, up to `maxLength` characters. */
export const prose = (maxLength: number) =>
  Type.String({
    maxLength,
    pattern: MANY_LINES,
    'x-code': 'control_characters',
    description: 'must have no control characters but line breaks and tabs',
  })

export const email = Type.String({ format: 'email', maxLength: 254, 'x-code': 'invalid_email' })

/** Where a customer's browser can be sent. */
export const httpAddress = Type.String({
  pattern: '^https?://[^\\s"<>\\\\^`{|}]+$',
  maxLength: 2000,
  'x-code': 'invalid_url',
  description: 'must be an http or https address',
})

export const timestamp = Type.String({ format: 'date-time', description: 'RFC 3339' })

/** BCP 47, such as `en` or `pt-BR`. */
export const locale = Type.String({
  pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
  maxLength: 35,
  'x-code': 'invalid_locale',
})

/** An id: prefix + UUIDv7 in Crockford base32. */
export const id = (prefix: string) => Type.String({ pattern: `^${prefix}_[0-9a-hjkmnp-tv-z]{26}$` })

/** Free text of the caller's, by key; we keep it and give it back. */
export const metadata = Type.Record(
  Type.String({ pattern: '^[\\w.:-]{1,40}$' }),
  Type.String({ maxLength: 500, pattern: MANY_LINES, 'x-code': 'control_characters' }),
  { maxProperties: 50, additionalProperties: false },
)

/** What may also be null in an answer. */
export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
