import { describe, expect, it } from 'vitest'
import { readIdempotencyKey } from '../src/idempotency-key.ts'

describe('readIdempotencyKey', () => {
  it.each([
    ['abc', 'abc'],
    ['"abc"', 'abc'],
    ['  "a b" ', 'a b'],
    ['"', '"'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ])('when the header is %s, then the key is %s', (header, key) => {
    expect(readIdempotencyKey(header)).toBe(key)
  })

  it.each([undefined, '', '   ', '""'])('when the header is %s, then it is missing: 400', (header) => {
    expect(() => readIdempotencyKey(header)).toThrow(
      expect.objectContaining({ status: 400, code: 'idempotency_key_missing' }),
    )
  })

  it.each(['x'.repeat(256), 'a\tb', 'clé'])(
    'when the header is %s, then it is malformed: 422 with a pointer',
    (header) => {
      expect(() => readIdempotencyKey(header)).toThrow(
        expect.objectContaining({
          kind: 'invalid',
          faults: [expect.objectContaining({ pointer: '/headers/idempotency-key' })],
        }),
      )
    },
  )
})
