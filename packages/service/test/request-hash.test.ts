import { expect, it } from 'vitest'
import { hashRequest } from '../src/request-hash.ts'

it('when only the order of members differs, then it is the same request', () => {
  expect(hashRequest({ a: 1, b: { c: [1, 2], d: null } })).toBe(hashRequest({ b: { d: null, c: [1, 2] }, a: 1 }))
})

it('when a value or the order of a list differs, then it is another', () => {
  expect(hashRequest({ a: [1, 2] })).not.toBe(hashRequest({ a: [2, 1] }))
  expect(hashRequest({ a: 1 })).not.toBe(hashRequest({ a: '1' }))
})
