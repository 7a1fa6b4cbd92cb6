import type { Logger } from './logger.ts'
import { newContext, runInContext } from './request-context.ts'
import type { Runtime } from './runtime.ts'

export interface Loop {
  /** Looks again at once, or right after the present look. */
  wake(): void
  /** Lets the present look end, then looks no more. */
  stop(): Promise<void>
}

interface LoopOptions {
  name: string
  interval_ms: number
  runtime: Runtime
  log: Logger
  /** One look for work; true when there may be more at once. What it throws is logged, and tried again later. */
  look: () => Promise<boolean>
}

/** Looks for work now, whenever woken, and every `interval_ms` (±20 %, so that replicas spread). */
export function startLoop({ name, interval_ms, runtime, log, look }: LoopOptions): Loop {
  const stopping = new AbortController()
  let nap = new AbortController()
  let woken = false

  async function lookSafely(): Promise<boolean> {
    try {
      return await look()
    } catch (error) {
      log.error({ err: error, loop: name }, 'loop failed, tries again')
      return false
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false
      const more = await runInContext(newContext(), lookSafely)
      if (more || woken || stopping.signal.aborted) continue
      nap = new AbortController()
      await runtime.sleep(interval_ms * (0.8 + 0.4 * runtime.random()), nap.signal)
    }
  }

  const running = run()
  return {
    wake() {
      woken = true
      nap.abort()
    },
    async stop() {
      stopping.abort()
      nap.abort()
      await running
    },
  }
}
