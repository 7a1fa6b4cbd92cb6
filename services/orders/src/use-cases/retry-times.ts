import { backoff_ms } from '@tradewind/service/backoff.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { EffectDeps } from '../deps.ts'
import type { Effect } from '../domain/order.ts'

/** Someone waits for the outcome, and asking is cheap: never more than a minute apart. */
const RETRY_STEPS_S = [1, 2, 5, 15, 30, 60]
/** A customer takes time, and payments tells of it by itself: this is for when that is lost. */
const AWAIT_STEPS_S = [15, 30, 60, 120, 300, 600]

/** When an effect that did not finish, or that only waits, is due again. */
export function retryAt({ runtime, retry_scale }: Pick<EffectDeps, 'runtime' | 'retry_scale'>, effect: Effect): string {
  const waits = effect.type === 'await_payment'
  const attempt = waits ? effect.attempts + 1 : effect.attempts
  const steps_s = waits ? AWAIT_STEPS_S : RETRY_STEPS_S
  return toTimestamp(runtime.now() + backoff_ms(steps_s, attempt, runtime.random, retry_scale))
}
