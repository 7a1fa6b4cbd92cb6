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
  const strict = withFormats(new Ajv(OPTIONS), own)
  const coercing = withFormats(new Ajv({ ...OPTIONS, coerceTypes: 'array' }), own)
  return ({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema)
}

function withFormats(ajv: Ajv, own: Record<string, Format>): Ajv {
  formats.default(ajv, ['email', 'date-time', 'uri'])
  for (const [name, validate] of Object.entries(own)) ajv.addFormat(name, validate)
  return ajv
}
