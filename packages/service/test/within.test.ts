import { describe, expect, it } from 'vitest'
import { within } from '../src/within.ts'

const late = () => new Error('late')

describe('work within a limit', () => {
  it('when it ends in time then its answer or its error comes through', async () => {
    expect(await within(1_000, Promise.resolve(5), late)).toBe(5)
    await expect(within(1_000, Promise.reject(new Error('broken')), late)).rejects.toThrow('broken')
  })

  it('when the limit passes first then it is late', async () => {
    await expect(within(10, new Promise(() => {}), late)).rejects.toThrow('late')
  })
})
