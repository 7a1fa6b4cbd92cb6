import type { Static, TSchema } from 'typebox'
import { createAjv, type Format } from './validator.ts'

/** A compiled check of values that come from elsewhere than a request, such as a peer's answer. */
export function createCheck<Schema extends TSchema>(
  schema: Schema,
  formats: Record<string, Format> = {},
): (value: unknown) => value is Static<Schema> {
  const validate = createAjv(formats).compile<Static<Schema>>(schema)
  return (value): value is Static<Schema> => validate(value)
}
