import { createIds } from '@tradewind/service/ids.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'

interface Sleep {
  ms: number
  end(): void
}

function first<Item>([item]: Item[]): Item {
  if (item === undefined) throw new Error('there is none yet')
  return item
}

/** A runtime whose time stands until the test moves it, and whose sleeps the test ends. */
export function createControlledRuntime() {
  const clock = { now_ms: Date.UTC(2026, 0, 1) }
  const sleeps: Sleep[] = []
  const now = () => clock.now_ms
  const runtime: Runtime = {
    now,
    newId: createIds(now),
    // The middle of every ±20 %: a back-off is its step to the millisecond.
    random: () => 0.5,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve()
      return new Promise((end) => {
        const sleep = { ms, end: () => leave() }
        const leave = () => {
          sleeps.splice(sleeps.indexOf(sleep), 1)
          end()
        }
        sleeps.push(sleep)
        signal?.addEventListener('abort', leave, { once: true })
      })
    },
  }
  /** Lets the time of the first sleep pass, as soon as there is one; answers how long it was. */
  async function passSleep(): Promise<number> {
    const sleep = await eventually(() => first(sleeps))
    clock.now_ms += sleep.ms
    sleep.end()
    return sleep.ms
  }
  return { runtime, clock, sleeps, passSleep }
}
