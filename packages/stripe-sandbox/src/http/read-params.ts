import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { FormObject, FormValue } from './form-encoding.ts'

/** Refuses names that are not in `known`, all at once, as Stripe does. */
export function refuseUnknown(params: FormObject, known: ReadonlySet<string>, parent = ''): void {
  const unknown = Object.keys(params).filter((name) => !known.has(name))
  if (unknown.length === 0) return
  const names = unknown.map((name) => toParam(name, parent))
  const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`
  throw createInvalidRequest(message, { code: 'parameter_unknown', param: String(names[0]) })
}

/** undefined when it is absent; an empty string is Stripe's way to unset and reads as absent too. */
export function readString(params: FormObject, name: string): string | undefined {
  const value = params[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  throw createInvalidRequest(`Invalid string: ${JSON.stringify(value)}`, { param: name })
}

export function readRequired(params: FormObject, name: string): string {
  const value = readString(params, name)
  if (value !== undefined) return value
  throw createInvalidRequest(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name })
}

interface Range {
  min: number
  max: number
}

export function readInteger(params: FormObject, name: string, range: Range): number | undefined {
  const text = readString(params, name)
  if (text === undefined) return undefined
  const refuse = (message: string) => createInvalidRequest(message, { code: 'parameter_invalid_integer', param: name })
  if (!/^-?\d{1,15}$/.test(text)) throw refuse(`Invalid integer: ${text}`)
  const value = Number(text)
  if (value < range.min) throw refuse(`This value must be greater than or equal to ${range.min}.`)
  if (value > range.max) throw refuse(`This value must be less than or equal to ${range.max}.`)
  return value
}

export function readBoolean(params: FormObject, name: string): boolean | undefined {
  const text = readString(params, name)
  if (text === undefined) return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw createInvalidRequest(`Invalid boolean: ${text}`, { param: name })
}

export function readOneOf<Word extends string>(
  params: FormObject,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = readString(params, name)
  if (text === undefined) return undefined
  const word = words.find((candidate) => candidate === text)
  if (word) return word
  throw createInvalidRequest(`Invalid ${name}: must be one of ${words.join(', ')}`, { param: name })
}

export function readHash(params: FormObject, name: string): FormObject | undefined {
  const value = params[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'object') return value
  throw createInvalidRequest('Invalid object', { param: name })
}

export function readStrings(params: FormObject, name: string): string[] {
  const list = readHash(params, name) ?? {}
  return Object.keys(list).map((index) => readListed(list[index], name))
}

function readListed(value: FormValue | undefined, name: string): string {
  if (typeof value === 'string') return value
  throw createInvalidRequest('Invalid array', { param: name })
}

/** The full name as it stands in the request: `created[before]`. */
function toParam(name: string, parent: string): string {
  return parent === '' ? name : `${parent}[${name}]`
}
