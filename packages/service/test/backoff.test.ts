import { describe, expect, it } from 'vitest'
import { backoff_ms } from '../src/backoff.ts'

const STEPS_S = [1, 5, 30]

describe('backoff_ms', () => {
  it('when attempts go on, then each waits its step and the last one repeats', () => {
    const middle = () => 0.5
    expect([1, 2, 3, 4, 99].map((attempt) => backoff_ms(STEPS_S, attempt, middle))).toEqual([
      1000, 5000, 30_000, 30_000, 30_000,
    ])
  })

  it('when chance is at its ends, then it is 20 % less and more', () => {
    expect([backoff_ms(STEPS_S, 1, () => 0), backoff_ms(STEPS_S, 1, () => 1)]).toEqual([800, 1200])
  })

  it('when tests shrink it, then all steps shrink', () => {
    expect(backoff_ms(STEPS_S, 3, () => 0.5, 0.01)).toBe(300)
  })
})
