import { describe, expect, it } from 'vitest'
import { createOrderNumbers } from '../../src/use-cases/order-numbers.ts'
import { useStore } from '../effect-rig.ts'

const opened = useStore()
const take = (next: () => Promise<number>, count: number) => Promise.all(Array.from({ length: count }, next))

describe('order numbers', () => {
  it('when many are taken at once then they follow one another, over the end of a block', async () => {
    const numbers = await take(createOrderNumbers(opened().store), 250)
    expect(numbers).toEqual(numbers.map((_, index) => 100_001 + index))
  })

  it('when 100 are taken then the store was asked once', async () => {
    const before = opened().counts.commits
    await take(createOrderNumbers(opened().store), 100)
    expect(opened().counts.commits).toBe(before + 1)
  })

  it('when two replicas take some then no number is given twice', async () => {
    const { store } = opened()
    const taken = await Promise.all([take(createOrderNumbers(store), 150), take(createOrderNumbers(store), 150)])
    expect(new Set(taken.flat()).size).toBe(300)
  })

  it('when the store is away then the taker hears, and the next one asks again', async () => {
    let asked = 0
    const reserveNumbers = async () => {
      asked += 1
      if (asked === 1) throw new Error('away')
      return 7
    }
    const next = createOrderNumbers({ reserveNumbers })
    await expect(next()).rejects.toThrow('away')
    expect(await next()).toBe(7)
  })
})
