import type { Result, Runs } from '../deps.ts'

/** Keeps what runs in this process, so that a request with the same key waits for it instead of asking again. */
export function createRuns(): Runs {
  const running = new Map<string, Promise<Result>>()
  return {
    start(payment_id, work) {
      const run = work().finally(() => {
        if (running.get(payment_id) === run) running.delete(payment_id)
      })
      running.set(payment_id, run)
      // Who waits for it hears of a failure; when nobody does, the sweep takes the attempt up again.
      run.catch(() => undefined)
      return run
    },
    find: (payment_id) => running.get(payment_id),
    async drained() {
      await Promise.allSettled(running.values())
    },
  }
}
