import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { FormObject } from './form-encoding.ts'
import { readStrings } from './read-params.ts'

/** `latest_charge` and `payment_method` expand; the rest may be asked for and is null in this sandbox. */
const INTENT_PATHS = new Set([
  'latest_charge',
  'latest_charge.balance_transaction',
  'latest_charge.customer',
  'payment_method',
  'customer',
  'review',
])
const CHARGE_PATHS = new Set(['payment_intent', 'balance_transaction', 'customer', 'review'])

export function readIntentExpand(params: FormObject): string[] {
  return readExpand(params, { paths: INTENT_PATHS, prefix: '' })
}

/** The paths of one listed object, without `data.`. */
export function readListExpand(params: FormObject): string[] {
  return readExpand(params, { paths: INTENT_PATHS, prefix: 'data.' })
}

export function readChargeExpand(params: FormObject): string[] {
  return readExpand(params, { paths: CHARGE_PATHS, prefix: '' })
}

function readExpand(params: FormObject, { paths, prefix }: { paths: Set<string>; prefix: string }): string[] {
  return readStrings(params, 'expand').map((path) => {
    const own = path.startsWith(prefix) ? path.slice(prefix.length) : ''
    if (paths.has(own)) return own
    throw createInvalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' })
  })
}
