import { AppError } from '@tradewind/service/app-error.ts'
import type { Position } from '../domain/order-query.ts'

const VERSION = 1
const ORDER_ID = /^ord_[0-9a-hjkmnp-tv-z]{26}$/

/** A place in a list as the client keeps it; good for lists of the same `sort` only. */
export function toCursor({ id, value }: Position, sort: string): string {
  return Buffer.from(JSON.stringify([VERSION, sort, id, value ?? null])).toString('base64url')
}

/** @throws `invalid_cursor` */
export function readCursor(cursor: string, { sort, pointer }: { sort: string; pointer: string }): Position {
  const [version, of, id, value] = parse(cursor)
  const wellFormed = version === VERSION && typeof id === 'string' && ORDER_ID.test(id)
  if (!wellFormed || (value !== null && !Number.isSafeInteger(value)))
    throw refuse(pointer, 'must be a cursor of a page')
  if (of !== sort) throw refuse(pointer, `is a cursor of a list sorted by ${String(of).slice(0, 20)}`)
  return { id, ...(value !== null && { value: Number(value) }) }
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}

function refuse(pointer: string, detail: string): AppError {
  const faults = [{ pointer, code: 'invalid_cursor', detail }]
  return new AppError('invalid', 'invalid_cursor', 'The cursor cannot be used here.', { faults })
}
