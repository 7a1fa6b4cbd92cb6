import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { FormObject } from './form-encoding.ts'
import { readInteger, readRequired } from './read-params.ts'

/** Names only: which currencies exist; exponents are never taken from Intl. */
const CURRENCIES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))

/** Minor units; what a currency allows is for who knows the currency. */
export function readAmount(params: FormObject, name: string): number | undefined {
  return readInteger(params, name, { min: 1, max: Number.MAX_SAFE_INTEGER })
}

export function readRequiredAmount(params: FormObject): number {
  return readAmount(params, 'amount') ?? Number(readRequired(params, 'amount'))
}

export function readCurrency(params: FormObject): string {
  const currency = readRequired(params, 'currency').toLowerCase()
  if (CURRENCIES.has(currency)) return currency
  throw createInvalidRequest(`Invalid currency: ${currency}.`, { param: 'currency' })
}
