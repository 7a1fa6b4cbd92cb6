import { expect, it } from 'vitest'
import { describeStores } from '../store-contract.ts'

const FIRST = 100_001

describeStores('order numbers are reserved', (openStore) => {
  it('when nothing was reserved then they begin at 100001 and go on without a gap', async () => {
    const store = await openStore()
    expect([await store.reserveNumbers(100), await store.reserveNumbers(10), await store.reserveNumbers(1)]).toEqual([
      FIRST,
      FIRST + 100,
      FIRST + 110,
    ])
  })

  it('when two replicas reserve at once then no number is given twice', async () => {
    const stores = [await openStore(), await openStore()] as const
    const reserved = Array.from({ length: 40 }, (_, nth) => stores[nth % 2 ? 1 : 0].reserveNumbers(10))
    const firsts = (await Promise.all(reserved)).sort((a, b) => a - b)
    expect(firsts).toEqual(firsts.map((_, nth) => FIRST + nth * 10))
  })
})
