import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { Kind } from '../gateway-store.ts'
import type { FormObject } from './form-encoding.ts'
import { readStrings } from './read-params.ts'

/** What may be asked for in each object; what this sandbox has no object for is null and stays so. */
const PATHS: Record<Kind | 'event', readonly string[]> = {
  payment_intent: [
    'latest_charge',
    'latest_charge.balance_transaction',
    'latest_charge.customer',
    'payment_method',
    'customer',
    'review',
  ],
  charge: ['payment_intent', 'balance_transaction', 'customer', 'review'],
  refund: [
    'balance_transaction',
    'charge',
    'charge.balance_transaction',
    'failure_balance_transaction',
    'payment_intent',
    'payment_method',
  ],
  balance_transaction: ['source'],
  dispute: ['charge', 'payment_intent'],
  payout: ['balance_transaction', 'destination', 'failure_balance_transaction'],
  event: [],
}

type Expandable = keyof typeof PATHS

export function readExpand(params: FormObject, kind: Expandable): string[] {
  return readPaths(params, { paths: PATHS[kind], prefix: '' })
}

/** The paths of one listed object, without `data.`. */
export function readListExpand(params: FormObject, kind: Expandable): string[] {
  return readPaths(params, { paths: PATHS[kind], prefix: 'data.' })
}

function readPaths(params: FormObject, { paths, prefix }: { paths: readonly string[]; prefix: string }): string[] {
  return readStrings(params, 'expand').map((path) => {
    const own = path.startsWith(prefix) ? path.slice(prefix.length) : ''
    if (paths.includes(own)) return own
    throw createInvalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' })
  })
}
