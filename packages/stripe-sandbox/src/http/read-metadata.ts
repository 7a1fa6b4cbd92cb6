import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { FormObject } from './form-encoding.ts'
import { readHash } from './read-params.ts'

const MAX_KEYS = 50
const MAX_KEY_LENGTH = 40
const MAX_VALUE_LENGTH = 500

/** Stripe's limits; a pair with an empty value is left out. */
export function readMetadata(params: FormObject): Record<string, string> {
  return Object.fromEntries(Object.entries(readMetadataChange(params)).filter(([, value]) => value !== ''))
}

/** The same with the empty values, which take pairs away. */
export function readMetadataChange(params: FormObject): Record<string, string> {
  const given = Object.entries(readHash(params, 'metadata') ?? {})
  if (given.length > MAX_KEYS) {
    const message = `Metadata can have up to ${MAX_KEYS} keys, but you passed in ${given.length}.`
    throw createInvalidRequest(message, { param: 'metadata' })
  }
  return Object.fromEntries(given.map(([key, value]) => [key, readValue(key, value)]))
}

function readValue(key: string, value: unknown): string {
  const param = `metadata[${key}]`
  if (typeof value !== 'string') throw createInvalidRequest('Invalid string: metadata values are strings', { param })
  if (key.length > MAX_KEY_LENGTH) {
    const message = `Metadata keys can have up to ${MAX_KEY_LENGTH} characters, but you passed in a key that is ${key.length} characters.`
    throw createInvalidRequest(message, { param: 'metadata' })
  }
  if (value.length > MAX_VALUE_LENGTH) {
    const message = `Metadata values can have up to ${MAX_VALUE_LENGTH} characters, but you passed in a value that is ${value.length} characters.`
    throw createInvalidRequest(message, { param })
  }
  return value
}
