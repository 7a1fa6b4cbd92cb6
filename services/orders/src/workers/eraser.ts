import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Logger } from '@tradewind/service/logger.ts'
import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import { type Runtime, toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { eraseOrder, isErasable } from '../domain/erase-order.ts'
import type { Position } from '../domain/order-query.ts'
import type { EventStore } from '../event-deps.ts'
import type { Erasure, ErasureStore } from '../store-deps.ts'
import { writeChange } from '../use-cases/write-change.ts'
import { createLease, type Leasing } from './leased.ts'

const INTERVAL_MS = 1_000
const PAGE = 50

interface Erasing extends Leasing, Pick<Deps, 'store' | 'outcomes' | 'retry_scale' | 'runner'> {
  erasures: Pick<ErasureStore, 'next' | 'finish'>
  events: Pick<EventStore, 'behind' | 'relay'>
  runtime: Runtime
  log: Logger
}

/**
 * Works off what is to be erased. An erased order is no longer its customer's, so what is left to do is always what is still
 * found: whoever goes on after a crash needs to know nothing else.
 */
export function startEraser(deps: Erasing): Loop {
  const { erasures, runtime, log } = deps
  const mayErase = createLease(deps, 'eraser')
  return startLoop({
    name: 'eraser',
    interval_ms: Math.max(100, INTERVAL_MS * deps.retry_scale),
    runtime,
    log,
    async look() {
      const erasure = await erasures.next()
      if (!erasure || !(await mayErase())) return false
      if (await erase(deps, erasure)) return false
      await erasures.finish({ customer_id: erasure.customer_id, at: toTimestamp(runtime.now()) })
      return true
    },
  })
}

/** Erases what can be now; true when orders are left that must wait, or may have come meanwhile. */
async function erase(deps: Erasing, { customer_id }: Erasure): Promise<boolean> {
  if (await deps.events.behind()) await deps.events.relay()
  let after: Position | undefined
  let met = 0
  do {
    const query = { filter: { customer_id }, sort: { by: 'created_at', direction: 'asc' } as const, limit: PAGE }
    const slice = await deps.store.list({ ...query, ...(after && { after }) })
    met += slice.orders.length
    for (const order of slice.orders) await eraseOne(deps, order)
    after = slice.next
  } while (after)
  return met > 0
}

/** One that is busy, or changes meanwhile, has its turn the next time. */
async function eraseOne(deps: Erasing, before: Parameters<typeof eraseOrder>[0]): Promise<void> {
  const { store, runtime } = deps
  const at = toTimestamp(runtime.now())
  if (!isErasable(before, at)) return
  const erasing = { ...store, save: (after: typeof before) => store.erase({ before, after }) }
  await writeChange({ ...deps, store: erasing }, { before, after: eraseOrder(before, { at, newId: runtime.newId }) })
  failpoint('orders.after_erase')
}
