import type { OrderStore } from '../store-deps.ts'

const BLOCK = 100

/** Order numbers from blocks of this replica's own: sequential, with gaps, and no counter that every order waits for. */
export function createOrderNumbers(store: Pick<OrderStore, 'reserveNumbers'>): () => Promise<number> {
  let next = 0
  let end = 0
  let refill: Promise<void> | undefined

  async function reserve(): Promise<void> {
    next = await store.reserveNumbers(BLOCK)
    end = next + BLOCK
  }

  return async () => {
    while (next >= end) {
      refill ??= reserve().finally(() => {
        refill = undefined
      })
      await refill
    }
    next += 1
    return next - 1
  }
}
