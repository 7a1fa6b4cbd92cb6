import { AppError } from '@tradewind/service/app-error.ts'
import type { Work, WorkPosition } from '../use-cases/list-fulfillments.ts'

const POSITION = /^(ord_[0-9a-hjkmnp-tv-z]{26}) (ful_[0-9a-hjkmnp-tv-z]{26})$/

/** A page of what was found, asked for with one more than `limit` to know whether there is a next one. */
export function toWorkPage(found: Work[], limit: number) {
  const data = found.slice(0, limit)
  const last = data.at(-1)
  const has_more = found.length > limit
  return { data, has_more, next_cursor: has_more && last ? toCursor(last) : null }
}

const toCursor = ({ order_id, id }: WorkPosition) => Buffer.from(`${order_id} ${id}`).toString('base64url')

/** @throws `invalid_cursor` */
export function readWorkCursor(cursor: string): WorkPosition {
  const [, order_id, id] = POSITION.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (order_id !== undefined && id !== undefined) return { order_id, id }
  const fault = { pointer: '/query/after', code: 'invalid_cursor', detail: 'must be the next_cursor of a page' }
  throw new AppError('invalid', 'invalid_cursor', 'The cursor cannot be used here.', { faults: [fault] })
}
