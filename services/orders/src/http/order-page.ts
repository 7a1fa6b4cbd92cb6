import type { Order } from '@tradewind/contracts/orders.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import type { StoredOrder } from '../domain/order.ts'
import { toShown } from '../domain/shown-order.ts'

const ORDER_ID = /^ord_[0-9a-hjkmnp-tv-z]{26}$/

/** A page of what was found, asked for with one more than `limit` to know whether there is a next one. */
export function toPage(
  found: StoredOrder[],
  limit: number,
): { data: Order[]; has_more: boolean; next_cursor: string | null } {
  const data = found.slice(0, limit).map(toShown)
  const has_more = found.length > limit
  const last = data.at(-1)
  return { data, has_more, next_cursor: has_more && last ? Buffer.from(last.id).toString('base64url') : null }
}

/** The id that a cursor stands for: orders older than it follow. @throws `validation_failed` */
export function readCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString()
  if (ORDER_ID.test(id)) return id
  const fault = { pointer: '/query/after', code: 'invalid_cursor', detail: 'must be the next_cursor of a page' }
  throw new AppError('invalid', 'validation_failed', 'The request has faults; see errors.', { faults: [fault] })
}
