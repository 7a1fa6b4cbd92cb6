import { describe, expect, it } from 'vitest'
import { createIds, lowestIdAt, timeOfId } from '../src/ids.ts'

describe('createIds', () => {
  it('when an id is made, then it is prefix + 26 characters of lower-case Crockford base32', () => {
    expect(createIds(Date.now)('ord')).toMatch(/^ord_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
  })

  it('when many are made within one millisecond, then all differ and sort as they were made', () => {
    const newId = createIds(() => 1_700_000_000_000)
    const ids = Array.from({ length: 20_000 }, () => newId('ord'))
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
  })

  it('when the clock goes back, then ids still sort as they were made', () => {
    const times = [2000, 1000, 1500, 3000]
    const newId = createIds(() => times.shift() ?? 4000)
    const ids = Array.from({ length: 5 }, () => newId('ord'))
    expect([...ids].sort()).toEqual(ids)
  })

  it('when it is read as a number, then it is a UUIDv7 of the time it was made', () => {
    const id = createIds(() => 1_700_000_000_123)('ord').slice(4)
    const value = [...id].reduce(
      (sum, digit) => sum * 32n + BigInt('0123456789abcdefghjkmnpqrstvwxyz'.indexOf(digit)),
      0n,
    )
    expect(Number(value >> 80n)).toBe(1_700_000_000_123)
    expect((value >> 76n) & 0xfn).toBe(7n)
    expect((value >> 62n) & 0b11n).toBe(0b10n)
  })

  it('when two processes make ids at the same instant, then they differ', () => {
    const [one, other] = [createIds(() => 1000), createIds(() => 1000)]
    expect(one('ord')).not.toBe(other('ord'))
  })

  it('when an instant is given, then its lowest id parts what was made before from what was made since', () => {
    const at = 1_700_000_000_123
    const [before, since] = [createIds(() => at - 1)('le'), createIds(() => at)('le')]
    expect([before, lowestIdAt('le', at), since].sort()).toEqual([before, lowestIdAt('le', at), since])
  })

  it('when its time is read, then it is the time it was made', () => {
    for (const ms of [0, 1, 1_700_000_000_123, 2 ** 42]) expect(timeOfId(createIds(() => ms)('ord'))).toBe(ms)
  })
})
