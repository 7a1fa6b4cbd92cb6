import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { EffectDeps, EffectRunner } from '../deps.ts'
import { releaseLease } from '../domain/lease.ts'
import type { StoredOrder } from '../domain/order.ts'
import { runEffects } from '../use-cases/run-effects.ts'
import { createEffectCloser } from './effect-closer.ts'
import { createEffectRunner } from './effect-runner.ts'
import { startEffectSweeper } from './effect-sweeper.ts'

const PARALLEL = 64

/** Starts all that works on effects; `stop` hands over what has not begun and waits for what has. */
export function startEffects(options: Omit<EffectDeps, 'closer'>): { runner: EffectRunner; stop(): Promise<void> } {
  const { store, runtime, log } = options
  const closer = createEffectCloser(store, runtime)
  const deps = { ...options, closer }
  const release = async (orders: StoredOrder[]) => {
    if (orders.length > 0) await store.saveAll(orders.map((order) => toReleased(order, toTimestamp(runtime.now()))))
  }
  const run = (order: StoredOrder) => runEffects(deps, order)
  const runner = createEffectRunner({ log, parallel: PARALLEL, run, release, onRoom: () => sweeper.wake() })
  const sweeper = startEffectSweeper({ ...options, runner })
  return {
    runner,
    async stop() {
      await sweeper.stop()
      await runner.stop()
      await closer.stop()
    },
  }
}

const toReleased = (order: StoredOrder, from: string): StoredOrder => ({
  ...releaseLease(order, from),
  version: order.version + 1,
})
