import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { FormObject } from './form-encoding.ts'
import { readInteger, readRequired } from './read-params.ts'

/** Stripe takes eight digits for most currencies. */
const MAX_AMOUNT = 99_999_999

/** Names only: which currencies exist; exponents are never taken from Intl. */
const CURRENCIES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))

export function readAmount(params: FormObject, name: string): number | undefined {
  const amount = readInteger(params, name, { min: 1, max: Number.MAX_SAFE_INTEGER })
  if (amount === undefined || amount <= MAX_AMOUNT) return amount
  throw createInvalidRequest('Amount must be no more than 999,999.99.', { code: 'amount_too_large', param: name })
}

export function readRequiredAmount(params: FormObject): number {
  return readAmount(params, 'amount') ?? Number(readRequired(params, 'amount'))
}

export function readCurrency(params: FormObject): string {
  const currency = readRequired(params, 'currency').toLowerCase()
  if (CURRENCIES.has(currency)) return currency
  throw createInvalidRequest(`Invalid currency: ${currency}.`, { param: 'currency' })
}
