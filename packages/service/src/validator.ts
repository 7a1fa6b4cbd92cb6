import { Ajv, type Options } from 'ajv'
import formats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'

/** A check that a schema may name as its `format`. */
export type Format = (text: string) => boolean

const OPTIONS: Options = {
  allErrors: true,
  verbose: true,
  useDefaults: true,
  removeAdditional: false,
  strict: true,
  strictTuples: false,
  strictRequired: false,
  allowUnionTypes: true,
  keywords: ['x-code'],
}

/** Bodies are taken as they are; in a query, a path or a header, where all is text, `"5"` is also a number. */
export function createValidatorCompiler(own: Record<string, Format> = {}): FastifySchemaCompiler<object> {
  const strict = createAjv(own)
  const coercing = createAjv(own, { coerceTypes: 'array' })
  return ({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema)
}

/** Ajv as we use it: every fault at once, and nothing of a value is dropped to make it fit. */
export function createAjv(own: Record<string, Format> = {}, options: Options = {}): Ajv {
  const ajv = formats.default(new Ajv({ ...OPTIONS, ...options }), ['email', 'date-time', 'uri'])
  for (const [name, validate] of Object.entries(own)) ajv.addFormat(name, validate)
  return ajv
}
