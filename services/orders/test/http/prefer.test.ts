import { expect, it } from 'vitest'
import { readWait_ms } from '../../src/http/prefer.ts'

it.each([
  [undefined, 10_000],
  ['', 10_000],
  ['wait=3', 3_000],
  ['wait=0', 0],
  ['wait="5"', 5_000],
  ['Wait = 5', 5_000],
  ['wait=999999', 10_000],
  ['wait=99999999999', 10_000],
  ['wait=-1', 10_000],
  ['wait=soon', 10_000],
  ['respond-async', 0],
  ['Respond-Async', 0],
  ['respond-async, wait=2', 2_000],
  ['wait=2, respond-async', 2_000],
  ['return=minimal; respond-async', 0],
  ['handling=lenient,wait=1', 1_000],
  [['respond-async', 'wait=4'], 4_000],
  ['await=3', 10_000],
  ['no-respond-asynchronous', 10_000],
])('when Prefer is %j then the outcome is waited for %i ms', (prefer, wait_ms) => {
  expect(readWait_ms(prefer)).toBe(wait_ms)
})
