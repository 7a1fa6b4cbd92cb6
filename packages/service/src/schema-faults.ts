import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import type { Fault } from './app-error.ts'

const MOST_FAULTS = 100

/** Codes of JSON Schema keywords; a schema may name its own for `pattern` and `format` with `x-code`. */
const CODE_OF: Record<string, string> = {
  additionalProperties: 'unknown_field',
  required: 'required',
  type: 'invalid_type',
  enum: 'invalid_value',
  const: 'invalid_value',
  minimum: 'too_small',
  exclusiveMinimum: 'too_small',
  maximum: 'too_large',
  exclusiveMaximum: 'too_large',
  minLength: 'too_short',
  maxLength: 'too_long',
  minItems: 'too_few',
  minProperties: 'too_few',
  maxItems: 'too_many',
  maxProperties: 'too_many',
  pattern: 'invalid_format',
  format: 'invalid_format',
}

type SchemaError = FastifySchemaValidationError & { parentSchema?: Record<string, unknown> }

/** Ajv's errors as faults; `part` is body, querystring, params or headers. */
export function readFaults(errors: FastifySchemaValidationError[], part: string): Fault[] {
  return errors.slice(0, MOST_FAULTS).map((error) => toFault(error, part))
}

function toFault(error: SchemaError, part: string): Fault {
  const prefix = { body: '', querystring: '/query', params: '/path', headers: '/headers' }[part] ?? ''
  return { pointer: prefix + pointerTo(error), code: codeOf(error), detail: detailOf(error) }
}

/** A missing or unknown member is pointed at itself, not at the object it is missing from. */
function pointerTo({ instancePath, params }: SchemaError): string {
  const member = params.missingProperty ?? params.additionalProperty ?? params.propertyName
  if (member === undefined) return instancePath
  return `${instancePath}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function codeOf({ keyword, parentSchema }: SchemaError): string {
  const own = parentSchema?.['x-code']
  if (typeof own === 'string' && (keyword === 'pattern' || keyword === 'format')) return own
  return CODE_OF[keyword] ?? 'invalid'
}

function detailOf({ keyword, message, params, parentSchema }: SchemaError): string {
  if (keyword === 'additionalProperties') return 'is not a field of this object'
  if (keyword === 'required') return 'is required'
  if (keyword === 'enum') return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`
  if (keyword === 'pattern' || keyword === 'format') return String(parentSchema?.description ?? message)
  return message ?? 'is not valid'
}
