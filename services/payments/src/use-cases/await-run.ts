import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Deps, Result } from '../deps.ts'

const LONGEST_WAIT_MS = 10_000
/** Left for the answer to reach a caller who stops waiting at the deadline. */
const ANSWER_MS = 50

interface Awaited {
  run: Promise<Result>
  /** Answered when the run takes longer than the caller waits. */
  payment: Payment
  deadline: number | undefined
}

/** The run's result, or the payment as it was before it: the run goes on by itself. */
export async function awaitRun({ runtime }: Deps, { run, payment, deadline }: Awaited): Promise<Result> {
  const left_ms = deadline === undefined ? LONGEST_WAIT_MS : deadline - runtime.now() - ANSWER_MS
  const enough = new AbortController()
  const late = runtime.sleep(Math.max(0, Math.min(left_ms, LONGEST_WAIT_MS)), enough.signal)
  try {
    return await Promise.race([run, late.then(() => ({ payment, sent: true }))])
  } finally {
    enough.abort('answered')
  }
}
