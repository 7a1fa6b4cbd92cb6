import { AppError } from './app-error.ts'
import { HttpError } from './http-error.ts'

const PRINTABLE = /^[\x20-\x7e]{1,255}$/

/**
 * `Idempotency-Key`, bare or quoted, 1–255 printable characters.
 * @throws 400 `idempotency_key_missing`, 422 `validation_failed`
 */
export function readIdempotencyKey(header: string | string[] | undefined): string {
  const given = String(header ?? '').trim()
  const key = given.length > 1 && given.startsWith('"') && given.endsWith('"') ? given.slice(1, -1) : given
  if (key === '') throw new HttpError(400, 'idempotency_key_missing', 'The header Idempotency-Key is required.')
  if (PRINTABLE.test(key)) return key
  const fault = {
    pointer: '/headers/idempotency-key',
    code: 'invalid_format',
    detail: 'must be 1–255 printable characters',
  }
  throw new AppError('invalid', 'validation_failed', 'The Idempotency-Key is malformed.', { faults: [fault] })
}
