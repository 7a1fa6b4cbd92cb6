import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { EffectCloser } from '../deps.ts'
import type { StoredOrder } from '../domain/order.ts'
import type { OrderStore } from '../store-deps.ts'

const GATHER_MS = 50

interface Closing {
  order: StoredOrder
  resolve: (closed: boolean) => void
  reject: (reason: unknown) => void
}

/** Gathers the closed effects of many orders and stores them in one write. */
export function createEffectCloser(
  store: Pick<OrderStore, 'saveAll'>,
  { sleep }: Pick<Runtime, 'sleep'>,
): EffectCloser & { stop(): Promise<void> } {
  let gathered: Closing[] = []
  let flushing: Promise<void> | undefined
  const hurry = new AbortController()
  const tracked = new Set<Promise<void>>()

  async function flush(): Promise<void> {
    while (gathered.length > 0) {
      await sleep(GATHER_MS, hurry.signal)
      const batch = gathered
      gathered = []
      await storeBatch(batch)
    }
    flushing = undefined
  }

  async function storeBatch(batch: Closing[]): Promise<void> {
    try {
      const closed = await store.saveAll(batch.map(({ order }) => order))
      failpoint('orders.after_close')
      batch.forEach(({ resolve }, index) => {
        resolve(closed[index] ?? false)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  return {
    close(order) {
      return new Promise((resolve, reject) => {
        gathered.push({ order, resolve, reject })
        flushing ??= flush()
      })
    },
    track(work) {
      tracked.add(work)
      void work.finally(() => tracked.delete(work))
    },
    async stop() {
      hurry.abort()
      while (flushing || tracked.size > 0) await Promise.all([flushing, ...tracked])
    },
  }
}
